// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// Keeps the latest head of any number of ledgers. A head is taken only once it is shown to continue the one before, so that
/// whoever holds a ledger's key cannot rewrite what was anchored. Nothing here but hashes: no names, no data.
contract LedgerAnchor {
    struct Head {
        uint64 size;
        /// Of the block that took it, in seconds since 1970.
        uint64 time;
        bytes32 root;
    }

    /// By publisher, then by the SHA-256 of the log's origin: nobody can take the place of another's log.
    mapping(address => mapping(bytes32 => Head)) public heads;

    event Anchored(address indexed publisher, bytes32 indexed origin, uint64 size, bytes32 root);

    /// The head is not larger than the one that is known.
    error NotLarger(uint64 known);
    /// The head is not shown to continue the one that is known.
    error NotConsistent(uint64 known);

    /// `proof`: consistency from the known head to this one (RFC 6962, 2.1.2); empty for the first head of a log.
    function anchor(bytes32 origin, uint64 size, bytes32 root, bytes32[] calldata proof) external {
        Head memory known = heads[msg.sender][origin];
        if (size <= known.size) revert NotLarger(known.size);
        bool continued = known.size == 0
            ? proof.length == 0
            : continues(known, Head(size, 0, root), proof);
        if (!continued) revert NotConsistent(known.size);
        heads[msg.sender][origin] = Head(size, uint64(block.timestamp), root);
        emit Anchored(msg.sender, origin, size, root);
    }

    /// RFC 9162, 2.1.4.2, for 0 < from.size < to.size: rebuilds both roots from the proof.
    function continues(Head memory from, Head memory to, bytes32[] calldata proof) private pure returns (bool) {
        uint64 last = from.size - 1;
        uint64 end = to.size - 1;
        while (last & 1 == 1) {
            last >>= 1;
            end >>= 1;
        }
        if (last != 0 && proof.length == 0) return false;
        uint256 next = last == 0 ? 0 : 1;
        bytes32 part = last == 0 ? from.root : proof[0];
        bytes32 whole = part;
        for (; next < proof.length; next++) {
            if (end == 0) return false;
            if (last & 1 == 1 || last == end) {
                part = node(proof[next], part);
                whole = node(proof[next], whole);
                while (last & 1 == 0 && last != 0) {
                    last >>= 1;
                    end >>= 1;
                }
            } else {
                whole = node(whole, proof[next]);
            }
            last >>= 1;
            end >>= 1;
        }
        return end == 0 && part == from.root && whole == to.root;
    }

    function node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
