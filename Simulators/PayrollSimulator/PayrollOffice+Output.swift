internal import SimulatorKit

extension PayrollOffice {
    /// Plans the answer to a batch, with the quirks of answers.
    mutating func answer(_ answer: Answer, at due: SimulatedInstant) {
        var due = due
        var answer = answer
        let kind = setup.profile == .check ? "rpt" : "ack"
        let again = due.adding(minutes: setup.pickUpMinutes)
        if books.quirks.show(.ackForeign, at: books.clock, file: kind) != nil {
            let isNamed = !answer.batch.isEmpty && answer.base.hasSuffix(answer.batch)
            let base = (isNamed ? String(answer.base.dropLast(answer.batch.count)) : answer.base + "_") + "990001"
            let foreign = Answer(batch: "990001", base: base, status: .accepted, read: 3, accepted: 3, hours: Exact(24))
            for file in foreign.files(setup.profile) { put(file, at: due) }
        }
        if books.quirks.show(.ackLost, at: books.clock, file: kind) != nil { return }
        // An acknowledgement and its rejects share their number.
        let outbox = books.outbox
        if books.quirks.inForce(.nameReused, at: books.clock, file: kind) == nil {
            answer.base = DropFolder.free(answer.base) { base in
                ["ack", "rej", "rpt"].contains { outbox.hasNamed("\(base).\($0)") }
            }
        }
        if let quirk = books.quirks.show(.ackLate, at: books.clock, file: kind) {
            due = due.adding(hours: Int64(quirk.hours ?? 26))
        }
        for file in answer.files(setup.profile) { put(file, at: due) }
        if books.quirks.show(.ackDouble, at: books.clock, file: kind) != nil {
            for file in answer.files(setup.profile) where file.kind.rawValue == kind { put(file, at: max(again, due)) }
        }
        if books.quirks.show(.ackContradicts, at: books.clock, file: kind) != nil {
            let other = Answer(
                batch: answer.batch,
                base: answer.base,
                status: .rejected,
                read: answer.read,
                accepted: 0,
                hours: .zero
            )
            for file in other.files(setup.profile) { put(file, at: max(again, due)) }
        }
    }

    /// Plans a file, with the quirks of files.
    mutating func put(_ file: OutputFile, at due: SimulatedInstant) {
        let now = books.clock
        var name = file.name
        if books.quirks.show(.nameReused, at: now, file: file.kind.rawValue) != nil {
            if file.kind == .register { name = "register.csv" }
        } else {
            let outbox = books.outbox
            name = DropFolder.free(name) { outbox.hasNamed($0) }
        }
        let text = dressed(file)
        var done = due
        let step = setup.pickUpMinutes
        let half = String(text.unicodeScalars.prefix(text.unicodeScalars.count / 2).map(Character.init))
        if books.quirks.show(.slowRename, at: now, file: file.kind.rawValue) != nil {
            books.outbox.plan(.write, name + ".partial", half, at: due)
            books.outbox.plan(.write, name + ".partial", text, at: due.adding(minutes: step))
            done = due.adding(minutes: 2 * step)
            books.outbox.plan(.rename, name, text, at: done)
        } else if books.quirks.show(.partialVisible, at: now, file: file.kind.rawValue) != nil {
            books.outbox.plan(.write, name, half, at: due)
            done = due.adding(minutes: step)
            books.outbox.plan(.write, name, text, at: done)
        } else if books.quirks.show(.zeroByte, at: now, file: file.kind.rawValue) != nil {
            books.outbox.plan(.publish, name, "", at: due)
            done = due.adding(hours: 1)
            books.outbox.plan(.publish, name, text, at: done)
        } else {
            books.outbox.plan(.publish, name, text, at: due)
        }
        putCompanions(of: name, text, kind: file.kind.rawValue, at: done)
    }

    /// The checksum first, so that a marker means that all is there.
    private mutating func putCompanions(of name: String, _ text: String, kind: String, at due: SimulatedInstant) {
        let now = books.clock
        if !setup.checksum.isEmpty, books.quirks.show(.checksumMissing, at: now, file: kind) == nil {
            let isWrong = books.quirks.show(.checksumWrong, at: now, file: kind) != nil
            let digest = FileDigest.sha256(Array((isWrong ? text + " " : text).utf8))
            books.outbox.plan(.publish, name + setup.checksum, "\(digest)  \(name)\n", at: due)
        }
        if !setup.marker.isEmpty, books.quirks.show(.markerMissing, at: now, file: kind) == nil {
            books.outbox.plan(.publish, name + setup.marker, "", at: due)
        }
    }

    /// The text with the quirks of texts.
    private mutating func dressed(_ file: OutputFile) -> String {
        let now = books.clock
        var text = file.text
        if books.quirks.show(.trailingBlankLines, at: now, file: file.kind.rawValue) != nil { text += "\n\n\n" }
        if books.quirks.show(.crlf, at: now, file: file.kind.rawValue) != nil {
            text = text.replacing("\n", with: "\r\n")
        }
        if books.quirks.show(.byteOrderMark, at: now, file: file.kind.rawValue) != nil { text = "\u{FEFF}" + text }
        return text
    }

    /// Does all that is due in the folder.
    mutating func writeDue() {
        while let due = books.outbox.due, due <= books.clock { writeNext() }
    }

    /// Does the first step that is due in the folder.
    mutating func writeNext() {
        guard let step = books.outbox.next(at: books.clock) else { return }
        let bytes = Array(step.text.utf8)
        do {
            switch step.action {
            case .write: try folder.write(step.name, bytes)
            case .publish:
                try folder.write(step.name + ".partial", bytes)
                try folder.rename(step.name + ".partial", to: step.name)
            case .rename:
                // Written once more: the folder may have been emptied in the meantime.
                try folder.write(step.name + ".partial", bytes)
                try folder.rename(step.name + ".partial", to: step.name)
            }
        } catch {
            books.outbox.fail(step)
            return note("\(step.name) cannot be written: \(error)")
        }
        guard step.action != .write || !step.name.hasSuffix(".partial") else { return }
        books.written.append(
            WrittenFile(name: step.name, at: books.clock, bytes: bytes.count, sha256: FileDigest.sha256(bytes))
        )
    }
}
