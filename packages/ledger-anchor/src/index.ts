export {
  type Anchor,
  type AnchorAccess,
  AnchorFailed,
  AnchorRefused,
  deployAnchor,
  openAnchor,
} from './open-anchor.ts';
