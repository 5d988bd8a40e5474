internal import SimulatorKit

extension PayrollOffice {
    /// The files in the folder that can be taken.
    mutating func waiting(except stuck: Set<String>) -> [String] {
        do {
            let names = Set(try folder.complete())
            let companions = [setup.marker, setup.checksum].filter { !$0.isEmpty }
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.filter { name in
                !stuck.contains(name) && !companions.contains { name.hasSuffix($0) }
                    && companions.allSatisfy { names.contains(name + $0) }
            }
        } catch {
            note("The folder cannot be read: \(error)")
            return []
        }
    }

    /// Takes what waits in the order of names; with Paychex one file is worked on at a time.
    mutating func pickUp(_ stuck: inout Set<String>) {
        let names = waiting(except: stuck)
        for name in setup.layout == .paychex ? Array(names.prefix(1)) : names {
            do {
                try take(name)
            } catch {
                stuck.insert(name)
                note("\(name) cannot be taken: \(error)")
            }
        }
    }

    private mutating func take(_ name: String) throws {
        let bytes = try folder.read(name)
        let digest = FileDigest.sha256(bytes)
        var rules = rules
        var file = setup.layout.reader.file(named: name, bytes, &rules)
        books.quirks = rules.quirks
        if !setup.checksum.isEmpty {
            let text = String(decoding: try folder.read(name + setup.checksum), as: UTF8.self)
            if text.prefix(64).lowercased() != digest { file.refuse("E111", "Checksum is not that of the file") }
        }
        refuseRepeated(name, &file)
        let decision = ImportDecision(file, setup.profile)
        let isAccepted = decision.status != .rejected
        let (base, suffix) = DropFolder.parts(of: name)
        let kept = setup.profile == .file && !isAccepted ? "\(base)_rejected\(suffix)" : name
        let keptAs = try folder.retire(name, as: kept)
        for companion in [setup.marker, setup.checksum] where !companion.isEmpty {
            _ = try folder.retire(name + companion, as: keptAs + companion)
        }
        books.files.append(
            SeenFile(
                name: name,
                at: books.clock,
                bytes: bytes.count,
                sha256: digest,
                batch: file.batch,
                isAccepted: isAccepted,
                keptAs: keptAs
            )
        )
        record(file, name, base: answerBase(of: file, base), decision)
    }

    /// Refuses a name or a batch that was accepted before.
    private mutating func refuseRepeated(_ name: String, _ file: inout ImportFile) {
        let isFixedName = setup.layout == .adp && DropFolder.parts(of: name).base.hasSuffix("EPI")
        if !isFixedName, books.files.contains(where: { $0.name == name && $0.isAccepted }),
            books.quirks.show(.sameNameAccepted, at: books.clock) == nil
        {
            file.refuse("E110", "A file named \(name) was accepted before")
        }
        let isKnown = books.batches.contains { $0.number == file.batch && $0.status != .rejected }
        // Paychex knows no batches: what comes again is added again.
        guard isKnown, setup.layout != .paychex, file.refusals.isEmpty else { return }
        if books.quirks.show(.duplicateBatchAccepted, at: books.clock) == nil {
            file.refuse("E105", "Batch \(file.batch) was imported before")
        }
    }

    /// What answers are called.
    private func answerBase(of file: ImportFile, _ base: String) -> String {
        guard setup.layout == .adp, !file.batch.isEmpty else { return base }
        let isSafe = file.batch.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
        }
        return isSafe ? "PR\(ADPPaydata.padded(setup.company))EPI_\(file.batch)" : base
    }

    private mutating func record(
        _ file: ImportFile,
        _ name: String,
        base: String,
        _ decision: ImportDecision,
        isPosted: Bool = false
    ) {
        let now = books.clock
        // A batch of Vista is validated at the next look into the folder and posted at the one after.
        let isLate = setup.layout == .vista && !isPosted
        let posted = isLate ? now.adding(minutes: 2 * setup.pickUpMinutes) : now
        for refusal in decision.refusals {
            books.refused.append(RefusedLine(batch: file.batch, file: name, at: now, refusal: refusal))
        }
        accept(decision.accepted, batch: file.batch, posted: posted)
        if setup.profile == .line, file.refusals.isEmpty {
            for row in decision.refused { enqueue(row, file, base) }
        }
        let hours = decision.accepted.flatMap(\.entries).map(\.hours).total
        books.batches.append(
            Batch(
                number: file.batch,
                file: name,
                opened: now,
                posted: posted,
                status: decision.status,
                read: file.rows.count,
                accepted: decision.accepted.count,
                hours: hours,
                base: base
            )
        )
        answer(
            Answer(
                batch: file.batch,
                base: base,
                status: decision.status,
                read: file.rows.count,
                accepted: decision.accepted.count,
                hours: hours,
                refusals: decision.refusals
            ),
            at: posted
        )
    }

    /// Takes good lines as a batch that came as a file a moment ago, posted at once; its acknowledgement is due.
    mutating func takeBatch(_ number: String, _ rows: [ImportRow]) {
        var file = ImportFile()
        file.batch = number
        file.rows = rows
        record(file, number, base: answerBase(of: file, number), ImportDecision(file, setup.profile), isPosted: true)
    }

    mutating func accept(_ rows: [ImportRow], batch: String, posted: SimulatedInstant) {
        for row in rows {
            for entry in row.entries {
                books.hours.append(
                    AcceptedHours(
                        id: books.hours.count + 1,
                        batch: batch,
                        line: row.line,
                        entry: entry,
                        posted: posted
                    )
                )
            }
        }
    }

    private mutating func enqueue(_ row: ImportRow, _ file: ImportFile, _ base: String) {
        books.queue.append(
            QueuedLine(
                id: books.nextQueued,
                batch: file.batch,
                base: base,
                line: row.line,
                header: file.header,
                cells: row.cells
            )
        )
        books.nextQueued += 1
    }

    /// What lines are held against now.
    var rules: ImportRules {
        ImportRules(
            setup: setup,
            master: books.master,
            quirks: books.quirks,
            now: books.clock,
            closed: books.closedPeriods
        )
    }

    /// Remembers what could not be done in the folder, once.
    mutating func note(_ trouble: String) {
        if !books.troubles.contains(trouble) { books.troubles.append(trouble) }
    }

    /// Checks the lines in the queue of errors again, takes those that are good now, and acknowledges their batches once
    /// more.
    mutating func recheckQueue() {
        var rules = rules
        var changed: [Int] = []
        for line in books.queue {
            let row = ImportRow(line: line.line, cells: line.cells)
            let checked = setup.layout.reader.checked(row, header: line.header, &rules)
            guard checked.refusals.isEmpty, let index = books.batches.lastIndex(where: { $0.base == line.base }) else {
                continue
            }
            accept([checked], batch: line.batch, posted: books.clock)
            books.queue.removeAll { $0.id == line.id }
            books.batches[index].take(checked)
            if !changed.contains(index) { changed.append(index) }
        }
        books.quirks = rules.quirks
        for index in changed {
            let batch = books.batches[index]
            let answer = Answer(
                batch: batch.number,
                base: batch.base,
                status: batch.status,
                read: batch.read,
                accepted: batch.accepted,
                hours: batch.hours
            )
            for file in answer.files(setup.profile) { put(file, at: books.clock) }
        }
    }
}
