import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// What becomes of a file once it was read: a decision in the store, then its place among the processed or rejected ones.
extension FileIntake {
    /// Makes the last records of a file durable together with its acceptance, and the cases of its bad rows.
    func accept(
        _ name: String,
        _ arrived: ArrivedFile,
        _ stream: FileStream,
        _ report: RejectReport,
        _ records: [StateChange],
        _ memory: inout FileMemory
    ) async throws {
        try await resolveCases(of: memory, because: "a later file of this name was accepted")
        let proposals = report.proposals(of: name, from: system, ownedBy: intake.settings.operatorRole)
        memory.cases = proposals.map(\.key)
        memory.phase = .accepted
        (memory.accepted, memory.acceptedAt) = (arrived.digest, now)
        if report.count > 0 {
            memory.reason = "\(report.count) rows cannot be used; the others were taken"
            try await spool.note(reasonNote(memory), Array(report.text.utf8))
        }
        var content = try await FileMemory.read(
            FileMemory.key(system: system, digest: arrived.digest),
            from: intake.store
        )
        (content.accepted, content.acceptedAt) = (name, now)
        var newest = try await FileMemory.read(
            FileMemory.key(system: system, stream: stream.stream.name),
            from: intake.store
        )
        (newest.accepted, newest.acceptedAt) = (arrived.digest, now)
        let detail: JSONObject = [
            "size": .integer(memory.size), "digest": .string(memory.digest), "contentDigest": .string(arrived.digest),
            "records": .integer(Int64(memory.progress.received)), "known": .integer(Int64(memory.progress.known)),
            "rejects": .integer(Int64(report.count)),
        ]
        let decision = [memory.change(note("FileReceived", name, detail)), content.change(), newest.change()]
        try await intake.commit(records + decision + proposals.map { .caseRaised($0) })
    }

    /// Makes it durable that a file is rejected, with its case.
    func reject(
        _ name: String,
        _ memory: inout FileMemory,
        kind: String,
        _ reason: String,
        _ report: RejectReport
    ) async throws {
        try await resolveCases(of: memory, because: "a later file of this name came")
        try await intake.resolve("file_changing:\(system)/\(name)", because: "was rejected")
        let proposal = CaseProposal(
            kind: kind,
            subject: "\(system)/\(name)",
            severity: .warning,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): \(name): \(reason); it lies in \(place.folders.rejected) with the reasons beside it, and "
                + "may come again under the same name",
            detail: ["file": .string(name), "digest": .string(memory.digest), "rows": .integer(Int64(report.count))],
            remedy: .acknowledge,
            topics: [name, system]
        )
        memory.phase = .rejected
        memory.reason = reason
        memory.cases = [proposal.key]
        try await spool.note(reasonNote(memory), Array(report.text.utf8))
        let detail: JSONObject = [
            "size": .integer(memory.size), "digest": .string(memory.digest), "reason": .string(reason),
            "rejects": .integer(Int64(report.count)),
        ]
        try await intake.commit([memory.change(note("FileRejected", name, detail)), .caseRaised(proposal)])
    }

    private func resolveCases(of memory: FileMemory, because reason: String) async throws(StoreError) {
        for key in memory.cases { try await intake.resolve(key, because: reason) }
    }

    /// Where the reasons of a file's rows are kept until they stand beside it.
    private func reasonNote(_ memory: FileMemory) -> String {
        "\(FileSpool.digest(of: Array(memory.key.utf8))).reason"
    }

    // MARK: - Moving

    /// Moves a file that was decided on out of the claimed folder, with the reasons beside it.
    func archive(_ name: String, _ memory: inout FileMemory, isThere: Bool) async throws {
        let claimed = isThere ? try await entry(name) : nil
        let folder = memory.phase == .rejected ? place.folders.rejected : place.folders.processed
        if let claimed {
            try await reportLateChange(of: claimed, memory)
            try await move(name, to: folder, memory)
        } else {
            try await moveCompanions(of: name, to: folder, as: name)
        }
        try await intake.resolve(stuckCase(name), because: "was moved")
        if place.decrypt != nil { try await spool.removeWork(Self.plainName(memory.digest)) }
        memory.phase = .settled
        memory.reason = ""
        try await intake.commit([memory.change()])
        try await spool.removeNote(reasonNote(memory))
    }

    /// Moves a file to its last folder; what stands beside it goes first, since without it nobody would look for that.
    private func move(_ name: String, to folder: String, _ memory: FileMemory) async throws {
        let isAlone = place.companionSuffixes.isEmpty
        let taken = memory.reason.isEmpty && isAlone ? [] : Set(try await transport.list(folder).map(\.name))
        let beside = isAlone ? [] : try await companionsLeft(of: name)
        var (newName, number) = (name, 1)
        while true {
            // A name is taken, too, if what is to stand beside it is: left behind, it would vouch for the next file.
            if !taken.contains(newName), !beside.contains(where: { taken.contains(newName + $0) }) {
                if !memory.reason.isEmpty { try await writeReasons(of: name, memory, for: newName, in: folder) }
                try await moveCompanions(of: name, to: folder, as: newName)
                let (path, newPath) = (FilePath.join(place.folders.claimed, name), FilePath.join(folder, newName))
                let isMoved = try await blaming(from: place.folders.claimed, to: folder) {
                    () async throws(FileTransportError) in try await rename(path, to: newPath)
                }
                if isMoved { return }
            }
            number += 1
            newName = numbered(name, number)
        }
    }

    /// What the names end in that still stand beside a claimed file; the others were moved, or never came.
    private func companionsLeft(of name: String) async throws(FileTransportError) -> [String] {
        let names = Set(try await transport.list(place.folders.claimed).map(\.name))
        return place.companionSuffixes.filter { names.contains(name + $0) }
    }

    private func writeReasons(
        of name: String,
        _ memory: FileMemory,
        for newName: String,
        in folder: String
    ) async throws {
        let rows = try await spool.note(reasonNote(memory)) ?? []
        let head = Array("\(name): \(memory.reason)\n".utf8)
        try await blaming(from: place.folders.claimed, to: folder) { () async throws(FileTransportError) in
            try await transport.write(head + rows, to: FilePath.join(folder, Self.reasonName(newName)))
        }
    }

    /// Renames a file; `false` if the new name is taken.
    private func rename(_ path: String, to newPath: String) async throws(FileTransportError) -> Bool {
        do throws(FileTransportError) {
            try await transport.rename(path, to: newPath)
            return true
        } catch {
            guard error.reason == .exists else { throw error }
            return false
        }
    }

    /// Takes what stands beside a claimed file at once: what comes there later belongs to the next file of that name.
    func claimCompanions(of name: String) async throws {
        for suffix in place.companionSuffixes {
            try await moveCompanion(name + suffix, from: place.folders.incoming, to: place.folders.claimed)
        }
    }

    private func moveCompanions(of name: String, to folder: String, as newName: String) async throws {
        for suffix in place.companionSuffixes {
            try await moveCompanion(name + suffix, from: place.folders.claimed, to: folder, as: newName + suffix)
        }
    }

    private func moveCompanion(
        _ name: String,
        from folder: String,
        to newFolder: String,
        as newName: String? = nil
    ) async throws {
        let (path, newPath) = (FilePath.join(folder, name), FilePath.join(newFolder, newName ?? name))
        try await blaming(from: folder, to: newFolder) { () async throws(FileTransportError) in
            do throws(FileTransportError) {
                try await transport.rename(path, to: newPath)
            } catch {
                guard error.reason == .missing || error.reason == .exists else { throw error }
            }
        }
    }

    /// Tells a person of a file that was written on after it was copied: what came later was not read.
    private func reportLateChange(of entry: FileEntry, _ memory: FileMemory) async throws(StoreError) {
        guard memory.phase == .accepted, entry.size != memory.size || entry.modifiedAt != memory.modifiedAt else {
            return
        }
        let proposal = CaseProposal(
            kind: "file_changed",
            subject: "\(system)/\(entry.name)",
            severity: .error,
            owner: intake.settings.operatorRole,
            summary:
                "\(system): \(entry.name) was changed after its \(memory.size) bytes had been read; what was read is "
                + "kept in the spool as originals/\(memory.digest): compare both, and send what is missing under a new name",
            detail: ["file": .string(entry.name), "digest": .string(memory.digest), "size": .integer(entry.size)],
            remedy: .acknowledge,
            topics: [entry.name, system]
        )
        let changes = try await intake.store.raising(proposal)
        if !changes.isEmpty { try await intake.commit(changes) }
    }

    /// Another name for a file whose name is taken, no longer than names may be, with what is to stand beside it.
    private func numbered(_ name: String, _ number: Int) -> String {
        let beside = place.companionSuffixes.map(\.utf8.count).max() ?? 0
        return Self.shortened(name, by: 8 + beside) + "~\(number)"
    }

    /// The name of the text beside a file.
    static func reasonName(_ name: String) -> String { shortened(name, by: 11) + ".reason.txt" }

    private static func shortened(_ name: String, by room: Int) -> String {
        var name = name
        while name.utf8.count > FilePath.longestName - room { name.removeLast() }
        return name
    }
}
