import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// Takes the files that a system has dropped: finds, claims, copies, reads and moves them, one after the other.
///
/// Whatever it does is durable before the next step depends on it: a file that is claimed lies in the claimed folder, its
/// bytes in the spool, what was read of it in the store. A process that ends anywhere goes on from there.
struct FileIntake {
    /// How a look at the files ended.
    enum End {
        /// Nothing that is ready is left.
        case read
        /// Something may be ready then.
        case waiting(until: Instant)
        /// Too much waits already.
        case heldUp(FlowBinding)
        case failed(ConnectorError)
    }

    /// What became of one file.
    enum Step {
        case done
        case heldUp(FlowBinding)
        /// It is looked at again then.
        case later(Instant)
    }

    let intake: Intake
    let place: FilePlace
    let source: any FileSource
    let spool: FileSpool

    init?(_ intake: Intake) {
        guard let place = intake.system.files, let source = intake.system.connector.fileSource else {
            return nil
        }
        self.intake = intake
        self.place = place
        self.source = source
        spool = FileSpool(root: place.spool)
    }

    var system: String { intake.system.name }
    var now: Instant { intake.clock.now }
    var transport: any FileTransport { place.transport }

    /// Takes what is ready.
    func poll() async throws(StoreError) -> End {
        do {
            return try await pass()
        } catch let error as StoreError {
            throw error
        } catch let error as FileTransportError {
            // Somebody may have removed them.
            place.watch.hasFolders = false
            return .failed(ConnectorError(error))
        } catch let error as ConnectorError {
            return .failed(error)
        } catch {
            return .failed(.unexpectedAnswer(endpoint: place.name, reason: "\(error)"))
        }
    }

    private func pass() async throws -> End {
        try await spool.prepare()
        try await makeFolders()
        var next: Instant?
        for entry in try await transport.list(place.folders.claimed) where isFile(entry) {
            switch try await apart(entry.name, { try await process(entry.name, isThere: true) }) {
            case .done: continue
            case .heldUp(let binding): return .heldUp(binding)
            case .later(let time): next = min(next ?? time, time)
            }
        }
        let incoming = try await transport.list(place.folders.incoming)
        place.watch.forget(allBut: Set(incoming.map(\.name)))
        let names = Set(incoming.filter { $0.kind == .file }.map(\.name))
        try await reportWhatNobodyTakes(incoming, among: names)
        for entry in incoming where isOurs(entry) {
            let readiness = readiness(of: entry, among: names)
            if case .stableAt(let time) = readiness { next = min(next ?? time, time) }
            guard case .ready = readiness else { continue }
            let step = try await apart(entry.name) {
                try await claim(entry.name) ? try await process(entry.name, isThere: true) : .done
            }
            switch step {
            case .done: continue
            case .heldUp(let binding): return .heldUp(binding)
            case .later(let time): next = min(next ?? time, time)
            }
        }
        try await clearOldOriginals()
        return next.map { .waiting(until: $0) } ?? .read
    }

    /// The folders that are the runtime's own; the others are made by the system's owner.
    private func makeFolders() async throws(FileTransportError) {
        guard !place.watch.hasFolders else { return }
        for folder in [place.folders.claimed, place.folders.processed, place.folders.rejected] {
            try await transport.makeFolder(folder)
        }
        place.watch.hasFolders = true
    }

    private func clearOldOriginals() async throws(FileTransportError) {
        let now = now
        if let last = place.watch.cleanedAt, now.seconds(since: last) < 86_400, now >= last { return }
        try await spool.clear(olderThan: now.adding(.zero - place.keepOriginals))
        place.watch.cleanedAt = now
    }

    // MARK: - Which files

    enum Readiness {
        case ready
        case notYet
        /// Unless it changes until then.
        case stableAt(Instant)
    }

    /// Whether it is a file by itself, complete and with a name that can be used.
    private func isFile(_ entry: FileEntry) -> Bool {
        entry.kind == .file && FilePath.flaw(in: entry.name) == nil && !FilePlace.isTemporary(entry.name)
            && !place.isCompanion(entry.name)
    }

    /// Whether a file is one that a flow takes.
    private func isOurs(_ entry: FileEntry) -> Bool {
        guard isFile(entry), let stream = stream(of: entry.name) else { return false }
        return intake.settings.binding(of: stream.stream, from: system) != nil
    }

    func stream(of name: String) -> FileStream? { source.stream(of: place.plainName(name)) }

    private func readiness(of entry: FileEntry, among names: Set<String>) -> Readiness {
        guard place.companionSuffixes.allSatisfy({ names.contains(entry.name + $0) }) else { return .notYet }
        guard let span = place.readiness.stableFor else { return .ready }
        let time = place.watch.look(at: entry, now: now).adding(span)
        return time <= now ? .ready : .stableAt(time)
    }

    /// How long a file waits for what must stand beside it before a person is told.
    private static let longestWait: Duration = .seconds(86_400)

    /// Why nothing takes what lies in the incoming folder; `nil` if it will be taken, or is not complete.
    private func flaw(of entry: FileEntry, among names: Set<String>) -> String? {
        guard !FilePlace.isTemporary(entry.name), !place.isCompanion(entry.name) else { return nil }
        if let flaw = FilePath.flaw(in: entry.name) { return flaw }
        switch entry.kind {
        case .folder: return nil
        case .other: return "is a link, pipe or device; put the file itself there"
        case .file: break
        }
        guard let stream = stream(of: entry.name) else { return "fits no pattern of the connector" }
        guard isOurs(entry) else { return "no flow takes \(stream.stream.object) from this system" }
        guard let missing = place.companionSuffixes.first(where: { !names.contains(entry.name + $0) }) else {
            return nil
        }
        let isOverdue = place.watch.look(at: entry, now: now).adding(Self.longestWait) <= now
        return isOverdue ? "\(entry.name)\(missing) has not come for a day" : nil
    }

    /// Tells a person of what lies in the incoming folder and will not be taken as it is.
    private func reportWhatNobodyTakes(_ incoming: [FileEntry], among names: Set<String>) async throws(StoreError) {
        let flaws = incoming.compactMap { entry in
            flaw(of: entry, among: names).map { "\(FilePath.shown(entry.name)): \($0)" }
        }
        let key = "file_not_taken:\(system)"
        guard let first = flaws.first else { return try await intake.resolve(key, because: "nothing is left") }
        let more = flaws.count == 1 ? "" : ", and \(flaws.count - 1) more"
        let proposal = CaseProposal(
            kind: "file_not_taken",
            subject: system,
            severity: .warning,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): nothing takes what lies in \(place.folders.incoming): \(first)\(more); rename or remove it",
            detail: ["files": .array(flaws.prefix(100).map { .string($0) })],
            remedy: .acknowledge,
            topics: [system]
        )
        let changes = try await intake.store.raising(proposal)
        if !changes.isEmpty { try await intake.commit(changes) }
    }

    // MARK: - Claiming

    /// Moves a file into the claimed folder; another runtime that was faster is no error.
    private func claim(_ name: String) async throws -> Bool {
        let memory = try await memory(of: name)
        if memory.phase != .settled, try await entry(name) == nil {
            // The last file of this name was moved, and the process ended before it could say so.
            _ = try await process(name, isThere: false)
        }
        return try await blaming(from: place.folders.incoming, to: place.folders.claimed) {
            () async throws(FileTransportError) in try await move(name)
        }
    }

    private func move(_ name: String) async throws(FileTransportError) -> Bool {
        let (path, newPath) = (FilePath.join(place.folders.incoming, name), FilePath.join(place.folders.claimed, name))
        do throws(FileTransportError) {
            try await transport.rename(path, to: newPath)
        } catch {
            // Somebody took it, or the one before it is still being read.
            guard error.reason == .missing || error.reason == .exists else { throw error }
            return false
        }
        return true
    }

    func memory(of name: String) async throws(StoreError) -> FileMemory {
        try await FileMemory.read(FileMemory.key(system: system, name: name), from: intake.store)
    }

    /// A file in the claimed folder, as it is now.
    func entry(_ name: String) async throws(FileTransportError) -> FileEntry? {
        try await transport.list(place.folders.claimed).first {
            $0.name.utf8.elementsEqual(name.utf8) && $0.kind == .file
        }
    }

    func note(_ event: String, _ name: String, _ detail: JSONObject) -> FlowNote {
        var detail = detail
        detail["system"] = .string(system)
        detail["file"] = .string(name)
        return FlowNote(event: event, topics: [name, system], detail: .object(detail))
    }
}

extension ConnectorError {
    /// What a place's error asks for.
    init(_ error: FileTransportError) {
        self =
            switch error.reason {
            case .cancelled: .cancelled
            case .unauthorized: .unauthorized(endpoint: error.place, reason: error.detail)
            case .wrongHost:
                .invalidConfiguration(key: "files.hostKey", reason: "is not that of \(error.place): \(error.detail)")
            case .notPermitted: .forbidden(endpoint: error.place, reason: error.detail)
            case .missing, .exists, .tooLarge, .unavailable, .full:
                .unavailable(endpoint: error.place, reason: error.detail, retryAfter: nil)
            @unknown default: .unavailable(endpoint: error.place, reason: error.detail, retryAfter: nil)
            }
    }
}
