internal import CanonicalModel
internal import ConnectorKit
internal import ConnectorStore
internal import Testing

extension StoreContract {
    static let audit: [Promise] = [
        Promise("the tree's leaves are the hashes of the entries") { trial in
            try await trial.commitCursors(1...3)
            let entries = try await trial.store.journal(after: 0, limit: 10)
            let leaves = entries.compactMap { MerkleHash(hexadecimal: $0.hash).map(MerkleHash.leaf) }
            #expect(leaves.count == 3, sourceLocation: trial.location)
            #expect(
                try await trial.store.treeHashes(level: 0, indices: 0..<3) == leaves,
                sourceLocation: trial.location
            )
            #expect(
                try await trial.store.treeHashes(level: 0, indices: 1..<2) == [leaves[1]],
                sourceLocation: trial.location
            )
            for absent in [0..<4, 3..<4, -1..<1] as [Range<Int64>] {
                await trial.expectDamage { () throws(StoreError) in
                    _ = try await trial.store.treeHashes(level: 0, indices: absent)
                }
            }
        },
        Promise("a subtree of 256 entries is stored with the entry that completes it, and not before") { trial in
            // One commit that ends before the boundary, one that steps over it, one over two more at once.
            try await trial.commitCursors(1...255)
            await trial.expectDamage { () throws(StoreError) in
                _ = try await trial.store.treeHashes(level: 8, indices: 0..<1)
            }
            try await trial.commitCursors(256...257)
            try await trial.commitCursors(258...800)
            for block in 0..<3 as Range<Int64> {
                let leaves = try await trial.store.treeHashes(level: 0, indices: block * 256..<(block + 1) * 256)
                #expect(
                    try await trial.store.treeHashes(level: 8, indices: block..<block + 1)
                        == [MerkleTree.root(ofComplete: leaves)],
                    sourceLocation: trial.location
                )
            }
            await trial.expectDamage { () throws(StoreError) in
                _ = try await trial.store.treeHashes(level: 8, indices: 2..<4)
            }
        },
        Promise("a commit that fails stores no subtree") { trial in
            try await trial.commitCursors(1...200)
            let changes = (201...300).map { StateChange.cursor($0) }
            let misfit = StateChange.deliveryAttempted(key: "never planned", attempt: 1)
            try await trial.refuses(changes + [misfit], naming: "never planned")
            await trial.expectDamage { () throws(StoreError) in
                _ = try await trial.store.treeHashes(level: 8, indices: 0..<1)
            }
            try await trial.commitCursors(201...300)
            #expect(
                try await trial.store.treeHashes(level: 8, indices: 0..<1).count == 1,
                sourceLocation: trial.location
            )
        },
        Promise("a checkpoint of the tree is kept once, with an entry of its own") { trial in
            try await trial.commitCursors(1...300)
            let first = try await trial.checkpoint(size: 300)
            #expect(try await trial.store.latestCheckpoint() == nil, sourceLocation: trial.location)
            try await trial.commit(.checkpointSigned(first))
            try await trial.skips(.checkpointSigned(first))
            let entry = try await trial.newestEntry()
            #expect(entry.kind == "checkpoint.signed", sourceLocation: trial.location)
            #expect(entry.topics == ["purlin.example/trial"], sourceLocation: trial.location)
            #expect(entry.body.contains(#""size":300"#), sourceLocation: trial.location)
            let second = try await trial.checkpoint(size: 301)
            try await trial.commit([.checkpointSigned(second)], at: Instant.morning.adding(seconds: 60))
            let kept = [
                StoredCheckpoint(signed: first, signedAt: .morning),
                StoredCheckpoint(signed: second, signedAt: Instant.morning.adding(seconds: 60)),
            ]
            #expect(try await trial.store.latestCheckpoint() == kept[1], sourceLocation: trial.location)
            #expect(try await trial.store.checkpoints(after: 0, limit: 9) == kept, sourceLocation: trial.location)
            #expect(try await trial.store.checkpoints(after: 0, limit: 1) == [kept[0]], sourceLocation: trial.location)
            #expect(
                try await trial.store.checkpoints(after: 300, limit: 9) == [kept[1]],
                sourceLocation: trial.location
            )
            #expect(try await trial.store.checkpoints(after: 0, limit: -1) == [], sourceLocation: trial.location)
        },
        Promise("a checkpoint that is not one of the journal is refused") { trial in
            try await trial.commitCursors(1...3)
            let sound = try await trial.checkpoint(size: 2)
            let larger = try await trial.checkpoint(size: 4, root: sound.checkpoint.root)
            try await trial.refuses(.checkpointSigned(larger), naming: "4 entries")
            let empty = try await trial.checkpoint(size: 0, root: MerkleTree.emptyRoot)
            try await trial.refuses(.checkpointSigned(empty), naming: "0 entries")
            let foreign = try await trial.checkpoint(size: 3, root: sound.checkpoint.root)
            try await trial.refuses(.checkpointSigned(foreign), naming: "not one of this journal")
            try await trial.commit(.checkpointSigned(try await trial.checkpoint(size: 3)))
            try await trial.refuses(.checkpointSigned(sound), naming: "the checkpoint over 3")
        },
        Promise("the topic index lists each entry once under each of its topics") { trial in
            try await trial.commit(
                .recordReceived(.reading("r1")),
                .deliveryPlanned(.cost(topics: ["P-2201", "EX-105", "P-2201"]))
            )
            let index = try await trial.store.reduceTopicIndex([String]()) { $0.append("\($1) \($2)") }
            #expect(index.newest == 2, sourceLocation: trial.location)
            let expected = ["EX-104 1", "EX-105 2", "P-2201 2", "telematics/r1 1"]
            #expect(index.value.sorted() == expected, sourceLocation: trial.location)
        },
    ]
}

extension Trial {
    /// Commits entries without topics: positions of one stream.
    fileprivate func commitCursors(_ numbers: ClosedRange<Int>) async throws {
        try await commit(numbers.map { .cursor($0) })
    }

    /// A signed checkpoint over the first entries, or of a tree that is none.
    fileprivate func checkpoint(size: Int64, root: MerkleHash? = nil) async throws -> SignedCheckpoint {
        let origin = "purlin.example/trial"
        let signer = try NoteSigner(NoteSigner.generate(name: origin))
        var found = root
        if found == nil { found = try await store.treeRoot(size: size) }
        let checkpoint = Checkpoint(origin: origin, size: size, root: found ?? MerkleTree.emptyRoot)
        return try SignedCheckpoint(signing: checkpoint, with: signer)
    }

    /// Reads what is not there.
    fileprivate func expectDamage(_ read: () async throws(StoreError) -> Void) async {
        do throws(StoreError) {
            try await read()
            Issue.record("read what is not there", sourceLocation: location)
        } catch .damaged {
            return
        } catch {
            Issue.record("refused as \(error), not as damage", sourceLocation: location)
        }
    }
}

extension StateChange {
    fileprivate static func cursor(_ number: Int) -> StateChange {
        .cursorAdvanced(StreamID(system: "telematics", stream: "readings"), Cursor("\(number)"))
    }
}
