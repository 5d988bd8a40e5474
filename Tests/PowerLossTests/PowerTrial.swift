import ConnectorStore
import Foundation
import SQLiteStore

/// Plays a story on disks whose power goes, and says where a store is not what it must be afterwards.
///
/// What it must be is told by a store in memory that played the same story.
final class PowerTrial: Sendable {
    /// Where the power goes.
    struct Point: Sendable {
        /// The position of the step; `nil` creates the store.
        let step: Int?
        /// The operation of the disk, counted from the beginning of the step.
        let operation: Int
        let fate: Fate
        /// Where it goes a second time, counted from the next start.
        let second: (operation: Int, fate: Fate)?
    }

    /// What came of a trial.
    struct Outcome: Sendable {
        /// Whether the step had so many operations.
        let wasReached: Bool
        let cuts: Int
        /// What is wrong.
        let finding: String?
    }

    /// How far a store has come: it holds at least what was acknowledged, at most what was attempted.
    private struct Progress {
        var acknowledged: Int
        var attempted: Int
    }

    let story: Story
    /// What a store holds after each number of steps.
    private let expected: [Picture]
    /// Folders with the files of a store as they were before each step.
    private let images: [String]
    private let ignoresSyncs: Bool

    /// Prepares what the trials need; with `ignoresSyncs` the disk says that it has synced without doing it.
    init(_ story: Story, ignoresSyncs: Bool = false) async throws {
        self.ignoresSyncs = ignoresSyncs
        let memory = InMemoryStore()
        var expected = [try await Picture(memory)]
        var steps: [Story.Step] = []
        for step in story.steps {
            let action = try await step.action.signed(over: memory)
            if case .renew(let lease) = action { try await memory.renewLease(lease) }
            for changes in Story.commits(of: action) { try await memory.receive(changes) }
            steps.append(Story.Step(name: step.name, action: action))
            expected.append(try await Picture(memory))
        }
        self.expected = expected
        self.story = Story(steps: steps)
        images = try await Self.images(of: self.story)
    }

    deinit {
        for image in images { try? FileManager.default.removeItem(atPath: image) }
    }

    func run(_ point: Point) async throws -> Outcome {
        let disk = try PowerDisk(copying: point.step.map { images[$0] })
        if ignoresSyncs { disk.ignoreSyncs() }
        var progress = Progress(acknowledged: point.step ?? 0, attempted: point.step ?? 0)
        let (reached, trouble) = await strike(point, disk, &progress)
        try disk.restore(point.fate)
        var cuts = 1
        var finding = trouble
        if finding == nil, let second = point.second {
            finding = await resume(on: disk, &progress, armedAt: second.operation)
            cuts += disk.isOn ? 0 : 1
            disk.cut()
            try disk.restore(second.fate)
        }
        if finding == nil { finding = await resume(on: disk, &progress, armedAt: 0) }
        return Outcome(wasReached: reached, cuts: cuts, finding: finding.map { "\(describe(point)): \($0)" })
    }

    /// How many operations a step has, and with it all that follow.
    func operations(from step: Int) async throws -> (ofStep: Int, ofAll: Int) {
        let disk = try PowerDisk(copying: images[step])
        var store: SQLiteStore? = try SQLiteStore(path: disk.store, role: .client)
        defer { try? store?.close() }
        disk.arm(at: 0)
        var ofStep: Int?
        for step in story.steps[step...] {
            try await perform(step.action, on: disk, &store)
            ofStep = ofStep ?? disk.operations
        }
        return (ofStep ?? 0, disk.operations)
    }

    private func describe(_ point: Point) -> String {
        let name = point.step.map { story.steps[$0].name } ?? "creation"
        let again = point.second.map { ", then operation \($0.operation) of the next start (\($0.fate))" } ?? ""
        return "\(name), operation \(point.operation) (\(point.fate))\(again)"
    }
}

extension PowerTrial {
    /// Makes one step and lets the power go in it, or after it if it has fewer operations.
    private func strike(
        _ point: Point,
        _ disk: PowerDisk,
        _ progress: inout Progress
    ) async -> (wasReached: Bool, finding: String?) {
        var store: SQLiteStore?
        var finding: String?
        do {
            if point.step == nil { disk.arm(at: point.operation) }
            store = try SQLiteStore(path: disk.store, role: .client)
            if let step = point.step {
                disk.arm(at: point.operation)
                progress.attempted += 1
                try await perform(story.steps[step].action, on: disk, &store)
                progress.acknowledged += 1
            }
        } catch {
            if disk.isOn { finding = "it fails with the power on: \(error)" }
        }
        let wasReached = !disk.isOn
        disk.cut()
        // A process that is gone closes nothing; here the connections must be gone before the next start.
        try? store?.close()
        return (wasReached, finding)
    }

    /// Starts anew, looks at what is there, and goes on to the end; the power may go meanwhile.
    private func resume(on disk: PowerDisk, _ progress: inout Progress, armedAt operation: Int) async -> String? {
        disk.arm(at: operation)
        var store: SQLiteStore?
        defer { try? store?.close() }
        do {
            let opened = try SQLiteStore(path: disk.store, role: .client)
            store = opened
            if let finding = try await look(at: opened, &progress) { return finding }
            for step in story.steps[progress.acknowledged...] {
                progress.attempted += 1
                try await perform(step.action, on: disk, &store)
                progress.acknowledged += 1
            }
            guard let last = store else { return nil }
            return try await Picture(last) == expected.last ? nil : "it holds something else at the end"
        } catch {
            return disk.isOn ? "it fails with the power on: \(error)" : nil
        }
    }

    /// What is wrong with a store that was just opened; sets how far it has come.
    private func look(at store: SQLiteStore, _ progress: inout Progress) async throws -> String? {
        let picture = try await Picture(store)
        let range = progress.acknowledged...progress.attempted
        guard let position = range.last(where: { expected[$0] == picture }) else {
            let other = expected.lastIndex(of: picture).map { "what was there after \($0) steps" }
            return "it holds \(other ?? "half of a step") instead of what \(range) steps leave"
        }
        progress = Progress(acknowledged: position, attempted: position)
        let findings = try await AuditVerification.verify(store, trusting: [Story.signer.get().verifier]).findings
        return findings.isEmpty ? nil : "its journal is broken: \(findings)"
    }

    private func perform(_ action: Story.Action, on disk: PowerDisk, _ store: inout SQLiteStore?) async throws {
        switch action {
        case .commit, .fill, .sign: for changes in Story.commits(of: action) { try await store?.receive(changes) }
        case .renew(let lease): try await store?.renewLease(lease)
        case .checkpoint(let mode): try disk.checkpoint(mode)
        case .reopen:
            try store?.close()
            store = nil
            // Closing takes no notice of a disk that fails, since nothing depends on it.
            store = try SQLiteStore(path: disk.store, role: .client)
        }
    }

    /// Plays the story with the power on and keeps the files as they are before each step.
    private static func images(of story: Story) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("image-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/purlin.sqlite"
        var store = try SQLiteStore(path: path, role: .client)
        var images: [String] = []
        for (position, step) in story.steps.enumerated() {
            let image = "\(folder)-\(position)"
            try FileManager.default.copyItem(atPath: folder, toPath: image)
            // The index of the WAL is shared memory: gone with the power.
            try? FileManager.default.removeItem(atPath: image + "/purlin.sqlite-shm")
            images.append(image)
            switch step.action {
            case .commit, .fill, .sign:
                for changes in Story.commits(of: step.action) { try await store.receive(changes) }
            case .renew(let lease): try await store.renewLease(lease)
            case .checkpoint(let mode): try PowerDisk.checkpoint(path, mode)
            case .reopen:
                try store.close()
                store = try SQLiteStore(path: path, role: .client)
            }
        }
        try store.close()
        return images
    }
}

extension Story {
    /// Who signs the journal of the story.
    static let signer = Result { () throws(AuditError) in
        try NoteSigner(NoteSigner.generate(name: "purlin.example/power"))
    }
}

extension Story.Action {
    /// The action itself; a signature becomes the commit of a checkpoint over what `store` holds.
    fileprivate func signed(over store: InMemoryStore) async throws -> Story.Action {
        guard case .sign = self else { return self }
        let size = try await store.journalHead().sequence
        let signer = try Story.signer.get()
        let root = try await store.treeRoot(size: size)
        let checkpoint = Checkpoint(origin: signer.verifier.name, size: size, root: root)
        return .commit([.checkpointSigned(try SignedCheckpoint(signing: checkpoint, with: signer))])
    }
}

extension ChangeStore {
    /// Commits changes as the runtime does.
    func receive(_ changes: [StateChange]) async throws(StoreError) {
        _ = try await commit(changes, by: "system:purlin", at: .morning)
    }
}
