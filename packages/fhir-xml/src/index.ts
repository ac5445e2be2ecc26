export { fhirNamespace, jsonKind, layoutOf, type Slot, xhtmlNamespace } from './layout.ts';
export { xmlLocator } from './locate.ts';
export { parseXml } from './parse-xml.ts';
export { besideMisread, MisreadXml } from './problems.ts';
export { readXml } from './read.ts';
export { writeXml } from './write.ts';
