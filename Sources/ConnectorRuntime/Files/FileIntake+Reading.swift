import CanonicalModel
import ConnectorKit
import ConnectorStore
internal import Foundation
import JSON

extension FileIntake {
    /// How many records are made durable together.
    static let page = 500
    /// How soon a file that changed while it was copied is copied again.
    static let patience: Duration = .seconds(30)

    /// Takes a claimed file as far as it comes, whether it still lies in the claimed folder or was taken away before the
    /// store heard of it.
    func process(_ name: String, isThere: Bool) async throws -> Step {
        var memory = try await memory(of: name)
        switch memory.phase {
        case .accepted, .rejected, .duplicate:
            try await archive(name, &memory, isThere: isThere)
            return .done
        case .settled:
            guard isThere else { return .done }
            memory.begin()
            try await intake.commit([memory.change(note("FileClaimed", name, [:]))])
        case .claimed, .reading: break
        }
        if isThere { try await claimCompanions(of: name) }
        do {
            guard let copy = try await copy(name, &memory, isThere: isThere) else {
                return .later(now.adding(Self.patience))
            }
            if let binding = try await read(name, copy, &memory) { return .heldUp(binding) }
        } catch let fault as FileFault {
            try await reject(name, &memory, kind: fault.kind, fault.reason, RejectReport())
        }
        try await archive(name, &memory, isThere: isThere)
        return .done
    }

    // MARK: - Copying

    /// The file's bytes in the spool, as they were between two looks at the file; `nil` if it keeps changing.
    private func copy(_ name: String, _ memory: inout FileMemory, isThere: Bool) async throws -> FileSpool.Copy? {
        if memory.phase == .reading, let kept = spool.kept(memory.digest, size: memory.size) { return kept }
        guard isThere else {
            throw FileFault("was taken out of \(place.folders.claimed) while it was read; drop it again")
        }
        let path = FilePath.join(place.folders.claimed, name)
        var trouble: StuckFile?
        for _ in 0..<3 {
            guard let before = try await entry(name) else { return nil }
            let copy: FileSpool.Copy
            do {
                copy = try await spooled(path)
                trouble = nil
            } catch let stuck as StuckFile {
                trouble = stuck
                continue
            }
            guard let after = try await entry(name), after == before, copy.size == after.size else { continue }
            // Where a place does not tell times, only the bytes themselves show a change.
            if after.modifiedAt == nil, try await digest(of: path) != copy.digest { continue }
            guard memory.phase == .claimed || copy.digest == memory.digest else {
                throw FileFault("was changed after a part of it was taken, and the copy of what was taken is lost")
            }
            (memory.digest, memory.size, memory.modifiedAt) = (copy.digest, copy.size, after.modifiedAt)
            try await intake.resolve("file_changing:\(system)/\(name)", because: "no longer changes")
            return copy
        }
        if let trouble { throw trouble }
        try await reportChanging(name)
        return nil
    }

    /// Copies a file into the spool; what fails there is no fault of the file.
    private func spooled(_ path: String) async throws -> FileSpool.Copy {
        var fault: FileTransportError?
        do throws(FileTransportError) {
            return try await spool.keep(at: now) { take throws(FileTransportError) in
                do throws(FileTransportError) {
                    try await transport.read(path, limit: place.limit, into: take)
                } catch {
                    fault = error
                    throw error
                }
            }
        } catch {
            guard let fault else { throw error }
            switch fault.reason {
            case .tooLarge: throw FileFault("is larger than \(place.limit) bytes; raise 'limit' or split the file")
            case .notPermitted: throw FileFault("cannot be read: \(fault.detail)")
            default: throw await blamed(fault, from: place.folders.claimed, to: place.folders.claimed)
            }
        }
    }

    private func digest(of path: String) async throws -> String {
        let sum = try SpoolWriter(path: nil)
        try await transport.read(path, limit: place.limit) { await sum.take($0) }
        return try await sum.finish().digest
    }

    private func reportChanging(_ name: String) async throws(StoreError) {
        let proposal = CaseProposal(
            kind: "file_changing",
            subject: "\(system)/\(name)",
            severity: .warning,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): \(name) changes while it is read, and is tried again: let its writer use another name, such "
                + "as \(name).partial, and rename it when it is complete, or set 'stableFor'",
            remedy: .acknowledge,
            topics: [name, system]
        )
        let changes = try await intake.store.raising(proposal)
        if !changes.isEmpty { try await intake.commit(changes) }
    }

    // MARK: - Reading

    /// Reads a copied file into the inbox.
    ///
    /// - Returns: The flow that has no room for more; `nil` if all was decided.
    private func read(_ name: String, _ copy: FileSpool.Copy, _ memory: inout FileMemory) async throws -> FlowBinding? {
        guard let stream = stream(of: name), let binding = intake.settings.binding(of: stream.stream, from: system)
        else {
            throw FileFault("fits no pattern of the connector any more; correct the configuration, and drop it again")
        }
        if let open = place.watch.resume(memory.key), open.digest == copy.digest, open.version == memory.version {
            return try await take(name, stream, binding, open, &memory)
        }
        guard copy.size > 0 else { throw FileFault("is empty: 0 bytes; have it written again") }
        try await verifyChecksum(of: name, copy)
        let plain = try await decrypted(name, copy)
        let arrived = ArrivedFile(
            name: place.plainName(name),
            size: plain.size,
            digest: plain.digest,
            modifiedAt: memory.modifiedAt ?? now
        )
        if memory.phase == .claimed {
            guard try await isNew(name, arrived, stream, &memory) else { return nil }
            guard let survey = try await soundSurvey(name, arrived, stream, plain.path, &memory) else { return nil }
            let open = try await open(arrived, stream, plain.path, survey, memory)
            return try await take(name, stream, binding, open, &memory)
        }
        let survey = try await survey(of: arrived, stream, plain.path, taken: memory.progress.items)
        // A reader that now gives other items, such as rows that were bad before, begins anew; what is known is passed over.
        if memory.progress.items > 0, survey.trail != memory.trail { (memory.progress.items, memory.trail) = (0, "") }
        let open = try await open(arrived, stream, plain.path, survey, memory)
        return try await take(name, stream, binding, open, &memory)
    }

    private func open(
        _ arrived: ArrivedFile,
        _ stream: FileStream,
        _ path: String,
        _ survey: FileSurvey,
        _ memory: FileMemory
    ) async throws -> OpenReading {
        let reader = try await source.askReader(of: arrived, in: stream)
        let file = try await spool.open(path)
        return OpenReading(arrived, digest: memory.digest, survey, taken: memory.progress.items, file, reader)
    }

    private func verifyChecksum(of name: String, _ copy: FileSpool.Copy) async throws {
        guard let suffix = place.readiness.checksum else { return }
        let companion = name + suffix
        guard try await entry(companion) != nil else {
            throw FileFault("its checksum file \(companion) is gone; drop both again")
        }
        let path = FilePath.join(place.folders.claimed, companion)
        let bytes = try await blaming(from: place.folders.claimed, to: place.folders.claimed) {
            () async throws(FileTransportError) in try await content(of: path, limit: 4096)
        }
        guard let bytes else {
            throw FileFault("its checksum file \(companion) is no checksum; drop both again")
        }
        let said = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).first?.lowercased()
        guard said == copy.digest else {
            throw FileFault("has the SHA-256 \(copy.digest), and \(companion) says otherwise; send both again")
        }
    }

    /// A small file of the place; `nil` if it is too large.
    private func content(of path: String, limit: Int64) async throws(FileTransportError) -> [UInt8]? {
        let content = SpoolContent()
        do throws(FileTransportError) {
            try await transport.read(path, limit: limit) { await content.take($0) }
        } catch {
            guard error.reason == .tooLarge else { throw error }
            return nil
        }
        return await content.bytes
    }

    /// The plain file of one that came encrypted.
    private func decrypted(_ name: String, _ copy: FileSpool.Copy) async throws -> FileSpool.Copy {
        guard let decrypt = place.decrypt, place.plainName(name) != name else { return copy }
        let output = spool.work(Self.plainName(copy.digest))
        do throws(FileFilterError) {
            try await decrypt.run(copy.path, to: output)
        } catch {
            guard error.isFault else { throw FileTransportError(.unavailable, place: name, detail: error.description) }
            throw FileFault(error.description)
        }
        return try await spool.measure(output)
    }

    /// What the plain file is called that was made of an encrypted one.
    static func plainName(_ digest: String) -> String { "\(digest).plain" }

    /// Whether neither name nor content were accepted before; if they were, what becomes of the file is durable.
    private func isNew(
        _ name: String,
        _ arrived: ArrivedFile,
        _ stream: FileStream,
        _ memory: inout FileMemory
    ) async throws -> Bool {
        let content = try await FileMemory.read(
            FileMemory.key(system: system, digest: arrived.digest),
            from: intake.store
        )
        guard content.accepted == nil else {
            let time = content.acceptedAt?.text ?? "earlier"
            let first = content.accepted ?? ""
            memory.phase = .duplicate
            memory.reason = "has the same content as \(first), which was accepted \(time); nothing was taken again"
            let detail: JSONObject = ["digest": .string(arrived.digest), "acceptedAs": .string(first)]
            let repeated = try await repeatedCase(name, of: first, time, arrived, stream)
            if let repeated, !memory.cases.contains(repeated.key) { memory.cases.append(repeated.key) }
            let cases = repeated.map { [StateChange.caseRaised($0)] } ?? []
            try await intake.commit([memory.change(note("FileDuplicate", name, detail))] + cases)
            return false
        }
        if memory.accepted != nil {
            let time = memory.acceptedAt?.text ?? "earlier"
            throw FileFault(
                "a file of this name with other content was accepted \(time); send what is new under a new name"
            )
        }
        return true
    }

    /// Tells a person of a file that repeats an earlier one when others came in between; `nil` if it repeats the newest.
    private func repeatedCase(
        _ name: String,
        of first: String,
        _ time: String,
        _ arrived: ArrivedFile,
        _ stream: FileStream
    ) async throws(StoreError) -> CaseProposal? {
        let key = FileMemory.key(system: system, stream: stream.stream.name)
        guard let newest = try await FileMemory.read(key, from: intake.store).accepted, newest != arrived.digest else {
            return nil
        }
        return CaseProposal(
            kind: "file_repeated",
            subject: "\(system)/\(name)",
            severity: .warning,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): \(name) has the same content as \(first), which was accepted \(time), and others were accepted "
                + "since: nothing was taken of it; if it is what holds now, export it again, since a file with any "
                + "difference is read",
            detail: ["file": .string(name), "acceptedAs": .string(first), "digest": .string(arrived.digest)],
            remedy: .acknowledge,
            topics: [name, system]
        )
    }

    /// Hands a file to its reader, piece by piece.
    private func items(
        of arrived: ArrivedFile,
        _ stream: FileStream,
        _ path: String,
        _ body: ([FileItem]) async throws -> Bool
    ) async throws {
        var reader = try await source.askReader(of: arrived, in: stream)
        let file = try await spool.open(path)
        while true {
            guard !Task.isCancelled else {
                throw FileTransportError(.cancelled, place: arrived.name, detail: "cancelled")
            }
            let bytes = try file.pieces()
            guard try await body(try await reader.askItems(of: bytes)), !bytes.isEmpty else { return }
        }
    }

    /// A look through the whole file.
    private func survey(
        of arrived: ArrivedFile,
        _ stream: FileStream,
        _ path: String,
        taken: Int
    ) async throws -> FileSurvey {
        var survey = FileSurvey(taken: taken)
        try await items(of: arrived, stream, path) { items in
            for item in items { survey.add(item) }
            return true
        }
        return survey
    }

    /// What a whole file holds, if it can be read and all its rows used where they must be; if not, it is rejected.
    ///
    /// A file that turns out to be cut off at its end must not have entered in part.
    private func soundSurvey(
        _ name: String,
        _ arrived: ArrivedFile,
        _ stream: FileStream,
        _ path: String,
        _ memory: inout FileMemory
    ) async throws -> FileSurvey? {
        var survey = FileSurvey(taken: 0)
        do {
            try await items(of: arrived, stream, path) { items in
                for item in items { survey.add(item) }
                return true
            }
        } catch let fault as FileFault {
            try await reject(name, &memory, kind: fault.kind, fault.reason, survey.report)
            return nil
        }
        let count = survey.report.count
        guard count > 0, stream.badRows == .rejectFile else { return survey }
        let reason = "\(count == 1 ? "1 row" : "\(count) rows") cannot be used, so that nothing of the file was taken"
        try await reject(name, &memory, kind: "unusable_file", reason, survey.report)
        return nil
    }

    /// Takes the records of a sound file into the inbox, page by page, and decides that it is accepted.
    private func take(
        _ name: String,
        _ stream: FileStream,
        _ binding: FlowBinding,
        _ open: OpenReading,
        _ memory: inout FileMemory
    ) async throws -> FlowBinding? {
        let backlog = Backlog(settings: intake.settings, store: intake.store)
        let id = StreamID(system: system, stream: stream.stream.name)
        var open = open
        var count = PageCount()
        defer { intake.report(.polled(system: system, stream: id.stream, count)) }
        while true {
            try await open.fill(to: Self.page)
            guard try await backlog.hasRoom(for: binding, at: now) else {
                try await leave(open, &memory)
                return binding
            }
            let isLast = open.page.count < Self.page
            let records = try await restated(open.page, by: open.arrived.digest)
            let (changes, news) = try await intake.changes(of: RecordPage(records), of: id, for: binding)
            count += news
            memory.advance(to: open.trail, news)
            guard !isLast else {
                count.heldBack += open.survey.report.count
                try await accept(name, open.arrived, stream, open.survey.report, changes, &memory)
                return nil
            }
            memory.phase = .reading
            try await intake.commit(changes + [memory.change()])
            open.page = []
        }
    }

    /// Leaves a file open until there is room for more of it.
    private func leave(_ open: OpenReading, _ memory: inout FileMemory) async throws(StoreError) {
        if memory.phase == .claimed {
            // It need not be copied and looked through once more, also by the next process.
            memory.phase = .reading
            try await intake.commit([memory.change()])
        }
        var open = open
        open.version = memory.version
        place.watch.keep(open, of: memory.key)
    }
}

extension RecordPage {
    fileprivate init(_ records: [SourceRecord]) { self.init(records: records, next: nil, hasMore: false) }
}

extension FileMemory {
    fileprivate mutating func advance(to items: FileTrail, _ news: PageCount) {
        (progress.items, trail) = (items.count, items.digest)
        progress.received += news.received
        progress.known += news.known
        progress.heldBack += news.heldBack
    }
}
