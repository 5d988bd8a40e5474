import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// A target that takes files: each delivery is one file, written exactly once, even if its taker moves it away at once.
///
/// What was done is noted in the spool before it is done, so that a process that ends anywhere can tell what happened:
///
/// | the note says | in the folder | what happened |
/// |---|---|---|
/// | nothing | whatever | it was never begun, or never came to the renaming: it is written (again) |
/// | renaming | the file under its temporary name | it was not renamed: it is written again |
/// | renaming | no file under its temporary name | it was renamed, and may have been taken |
/// | sent | whatever | it was sent, and may have been taken |
/// | renaming, at another place | cannot be asked | a person looks there |
/// | what cannot be read | whatever | a person looks |
///
/// Nobody but this target makes or removes what has the temporary name, which is each delivery's own, and a file is only
/// written again once the note of the renaming is gone. Both make the third line true.
struct FileTarget: DeliveryTarget {
    let place: FilePlace
    let sink: any FileSink
    let spool: FileSpool
    /// One file at a time, so that its outcome is its own.
    let limits = BatchLimits(deliveries: 1, bytes: .max, age: .zero, calls: 1, mayShareLane: false)

    init(_ sink: any FileSink, _ place: FilePlace) {
        self.place = place
        self.sink = sink
        spool = FileSpool(root: place.spool)
    }

    var schedule: RetrySchedule { .standard }
    var objects: [String] { sink.manifest.writes }
    var reasonToRepeat: String { "no note says that the file was put under its name" }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch {
            switch try await sink.askFile(for: delivery) {
            case .rejected(let reason): outcomes.append(.rejected(reason: reason))
            case .file(let file): outcomes.append(try await send(file, for: delivery))
            }
        }
        return outcomes
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        var found: [FoundRecord?] = []
        for delivery in batch {
            do throws(FileTransportError) {
                try await spool.prepare()
                found.append(try await whatBecame(of: delivery))
            } catch {
                throw ConnectorError(error)
            }
        }
        return found
    }

    // MARK: - Sending

    private func send(_ file: OutgoingFile, for delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        if let flaw = FilePath.flaw(in: file.name) ?? Self.flaw(in: file.name) {
            return .rejected(reason: "\(FilePath.shown(file.name)): \(flaw)")
        }
        var mayHaveBeenRenamed = false
        do {
            try await spool.prepare()
            return try await send(file, for: delivery, &mayHaveBeenRenamed)
        } catch let error as FileFilterError {
            guard !error.isFault else { return .rejected(reason: error.description) }
            throw .unavailable(endpoint: place.name, reason: error.description, retryAfter: nil)
        } catch let error as FileTransportError {
            guard mayHaveBeenRenamed, error.reason != .cancelled else { throw ConnectorError(error) }
            throw .outcomeUnknown(
                TransportError(
                    reason: .connectionLost,
                    requestMayHaveArrived: true,
                    endpoint: error.place,
                    detail: error.detail
                )
            )
        } catch {
            throw .unexpectedAnswer(endpoint: place.name, reason: "\(error)")
        }
    }

    private func send(
        _ file: OutgoingFile,
        for delivery: Delivery,
        _ mayHaveBeenRenamed: inout Bool
    ) async throws -> DeliveryOutcome {
        let trace = try await trace(of: delivery)
        if case .unclear(let reason) = trace { return .rejected(reason: reason) }
        let (ready, bytes) = try await prepared(file, delivery)
        if case .noted(let note) = trace, let found = try await whatBecame(of: note, delivery) {
            guard note.digest != ready.digest else { return .applied(found) }
            return .rejected(reason: "\(note.name) was sent for it before, with other content; plan a new delivery")
        }
        switch try await standing(of: ready) {
        case .same: break
        case .other:
            return .rejected(
                reason: "\(place.name) has another file called \(ready.name); wait until it was taken, or remove it"
            )
        case .none:
            // Writing removes what was written before, after which a note of its renaming would say that it was sent.
            try await spool.removeNote(ready.sentNote)
            try await stage(ready, bytes)
            try await note(.renaming, ready)
            mayHaveBeenRenamed = true
            guard try await rename(ready) else {
                // The folder may be cleared of both files by hand, after which the note would say that it was sent.
                try await spool.removeNote(ready.sentNote)
                return .retryLater(after: nil, reason: "\(ready.name) came into the folder meanwhile")
            }
        }
        return .applied(try await finished(ready))
    }

    /// Names that the taker would pass over, or take for something else.
    private static func flaw(in name: String) -> String? {
        guard !FilePlace.isTemporary(name) else { return "would be taken for an unfinished file; give it another name" }
        let longest = FilePath.longestName - 32
        return name.utf8.count <= longest ? nil : "is longer than \(longest) bytes; shorten it"
    }

    /// Writes the bytes under the temporary name and reads them back.
    private func stage(_ ready: PreparedFile, _ bytes: [UInt8]) async throws(FileTransportError) {
        try await place.transport.write(bytes, to: ready.temporary)
        guard try await digest(of: ready.temporary, ready) == ready.digest else {
            throw FileTransportError(
                .unavailable,
                place: "\(place.name)/\(ready.temporary)",
                detail: "does not hold what was written to it"
            )
        }
    }

    /// Gives a file its name; `false` if it is taken.
    private func rename(_ ready: PreparedFile) async throws(FileTransportError) -> Bool {
        do throws(FileTransportError) {
            try await place.transport.rename(ready.temporary, to: ready.path)
        } catch {
            guard error.reason == .exists else { throw error }
            return false
        }
        return true
    }

    private enum Standing { case none, same, other }

    /// What has the file's name at present.
    private func standing(of ready: PreparedFile) async throws(FileTransportError) -> Standing {
        let entries = try await place.transport.list(place.folders.outgoing)
        guard let entry = entries.first(where: { $0.name.utf8.elementsEqual(ready.name.utf8) }) else { return .none }
        guard entry.kind == .file, entry.size == ready.size else { return .other }
        do throws(FileTransportError) {
            return try await digest(of: ready.path, ready) == ready.digest ? .same : .other
        } catch {
            switch error.reason {
            case .missing: return .none
            case .tooLarge: return .other
            default: throw error
            }
        }
    }

    private func digest(of path: String, _ ready: PreparedFile) async throws(FileTransportError) -> String {
        let sum = try SpoolWriter(path: nil)
        try await place.transport.read(path, limit: ready.size) { await sum.take($0) }
        return try await sum.finish().digest
    }

    /// Puts checksum and marker beside a file that has its name, and notes that it was sent.
    private func finished(_ ready: PreparedFile) async throws(FileTransportError) -> FoundRecord {
        if let suffix = place.readiness.checksum {
            try await place.transport.write(Array("\(ready.digest)  \(ready.name)\n".utf8), to: ready.path + suffix)
        }
        if let suffix = place.readiness.marker { try await place.transport.write([], to: ready.path + suffix) }
        try await note(.sent, ready)
        try await place.transport.remove(ready.temporary)
        try await spool.removeNote(ready.bytesNote)
        return ready.found
    }

    // MARK: - Looking up

    /// What a delivery came to whose outcome nobody heard of; `nil` if its file never had its name.
    ///
    /// It is told from the note, since the connector may by now make another file of the delivery, or none.
    private func whatBecame(of delivery: Delivery) async throws(FileTransportError) -> FoundRecord? {
        // What is unclear is neither sent nor found: sending it makes a case of it.
        guard case .noted(let note) = try await trace(of: delivery) else { return nil }
        return try await whatBecame(of: note, delivery)
    }

    private func whatBecame(
        of note: SentNote,
        _ delivery: Delivery
    ) async throws(FileTransportError) -> FoundRecord? {
        let ready = PreparedFile(note, delivery, place)
        guard note.stage == .renaming else { return ready.found }
        let names = Set(try await place.transport.list(place.folders.outgoing).map(\.name))
        guard !names.contains(ready.temporaryName) else {
            // A server without a renaming in one step may have given it both names.
            return try await standing(of: ready) == .same ? try await finished(ready) : nil
        }
        if try await standing(of: ready) == .same { return try await finished(ready) }
        // Who took it without its marker does not need one.
        try await self.note(.sent, ready)
        return ready.found
    }
}
