internal import JSON

/// Compares the stored nodes of the tree, and the checkpoints over it, with the entries.
struct TreeCheck {
    private typealias Finding = JournalVerification.Finding

    private let store: any JournalStore & AuditStore
    private let scan: JournalScan
    /// The complete nodes of the levels 8, 9, 10 and so on, made from the entries.
    private let levels: [[MerkleHash]]
    private let altered: Set<Int64>

    init(store: any JournalStore & AuditStore, scan: JournalScan) {
        self.store = store
        self.scan = scan
        altered = Set(scan.findings.map(\.sequence))
        var levels = [scan.blocks]
        while let below = levels.last, below.count > 1 {
            levels.append((0..<below.count / 2).map { .node(below[2 * $0], below[2 * $0 + 1]) })
        }
        self.levels = levels
    }

    /// What is wrong with the stored nodes.
    func findings() async throws(StoreError) -> [JournalVerification.Finding] {
        var findings: [Finding] = []
        for level in stride(from: 8, to: 8 + levels.count, by: 8) {
            let computed = levels[level - 8]
            var start = 0
            while start < computed.count {
                let end = min(start + 256, computed.count)
                let stored = await nodes(level: level, Int64(start)..<Int64(end))
                for (index, node) in zip(start..., stored) where node != computed[index] {
                    let first = Int64(index) << Int64(level) + 1
                    let last = Int64(index + 1) << Int64(level)
                    // The entry that was altered is named already.
                    guard !altered.contains(where: { (first...last).contains($0) }) else { continue }
                    let what = node == nil ? "is missing" : "was changed"
                    findings.append(
                        Finding(sequence: first, message: "up to \(last): the stored root of their subtree \(what)")
                    )
                }
                start = end
            }
        }
        return findings
    }

    /// Stored nodes; `nil` for one that is not there.
    private func nodes(level: Int, _ indices: Range<Int64>) async -> [MerkleHash?] {
        if let all = try? await store.treeHashes(level: level, indices: indices) { return all }
        var nodes: [MerkleHash?] = []
        for index in indices {
            nodes.append(try? await store.treeHashes(level: level, indices: index..<index + 1).first)
        }
        return nodes
    }

    /// What is wrong with checkpoints that were there before the journal was read.
    func findings(
        in checkpoints: [StoredCheckpoint],
        trusting verifiers: [NoteVerifier]
    ) async throws(StoreError) -> [JournalVerification.Finding] {
        var findings: [Finding] = []
        let entries = Set(scan.checkpoints.compactMap(\.note))
        for stored in checkpoints {
            for fault in try await faults(of: stored, trusting: verifiers, entries) {
                findings.append(Finding(sequence: stored.size, message: "is the last of a checkpoint \(fault)"))
            }
        }
        let kept = Set(try await store.allCheckpoints().map(\.note))
        for entry in scan.checkpoints where !altered.contains(entry.sequence) {
            if let note = entry.note, kept.contains(note) { continue }
            findings.append(Finding(sequence: entry.sequence, message: "tells of a checkpoint that is not there"))
        }
        return findings
    }

    private func faults(
        of stored: StoredCheckpoint,
        trusting verifiers: [NoteVerifier],
        _ entries: Set<String>
    ) async throws(StoreError) -> [String] {
        let size = stored.size
        let signed: SignedCheckpoint
        do throws(StoreError) { signed = try stored.signed } catch { return ["that is none: \(error)"] }
        var faults: [String] = []
        if !verifiers.isEmpty {
            do throws(AuditError) { try signed.verify(with: verifiers) } catch {
                faults.append("that is not ours: \(error)")
            }
        }
        if !entries.contains(stored.note), altered.isEmpty { faults.append("that no entry tells of") }
        if size > scan.entries {
            faults.append("over \(size) entries, but there are only \(scan.entries)")
        } else if !altered.contains(where: { $0 <= size }), try await root(size: size) != signed.checkpoint.root {
            faults.append("whose root is not that of the entries: they were written anew after it was signed")
        }
        return faults
    }

    /// The root over the first entries, made from the entries themselves.
    private func root(size: Int64) async throws(StoreError) -> MerkleHash {
        let start = size / 256 * 256
        let leaves = start == size ? [] : try await store.treeHashes(level: 0, indices: start..<size)
        let subtrees = MerkleTree.nodes(of: 0..<size).map { node in
            guard node.level < 8 else { return levels[node.level - 8][Int(node.index)] }
            let first = Int(node.index << Int64(node.level) - start)
            return MerkleTree.root(ofComplete: Array(leaves[first..<first + 1 << node.level]))
        }
        return MerkleTree.root(over: subtrees)
    }
}

extension CheckpointEntry {
    /// The note of the checkpoint, as the entry has it.
    fileprivate var note: String? { (try? JSON(parsing: body))?["note"]?.stringValue }
}
