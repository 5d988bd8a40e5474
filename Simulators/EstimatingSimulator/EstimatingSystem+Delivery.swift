internal import Foundation
internal import SimulatorKit

extension EstimatingSystem {
    /// How long a slow upload takes.
    private static let uploadMinutes: Int64 = 5

    /// Writes a bill in its format, drops the file and keeps the record of it.
    mutating func deliver(
        _ bill: Bill,
        _ revision: Revision,
        _ request: ExportRequest,
        _ quirks: [Quirk],
        reason: String,
        at now: SimulatedInstant
    ) {
        var shown = quirks
        var bill = bill
        var written = write(bill, request, &shown)
        if request.format == .gaebX83 { bill.holds.append("the phase has no prices") }
        if let stated = written.stated, stated != written.budget.map(\.amount).total {
            bill.holds.append("the file states \(stated.text(decimals: 2))")
        }
        if serve(.zeroByte, bill, &shown) {
            written = WrittenBill(bytes: [], budget: [])
            bill.holds.append("the file is empty")
        }
        let number = office.exports.count + 1
        var record = ExportRecord(
            number: number,
            file: name(bill, request, number, &shown),
            at: now.microseconds,
            reason: reason,
            estimate: bill.estimate,
            revision: revision.label,
            label: bill.revision,
            status: bill.status,
            format: request.format,
            dialect: request.format == .csv ? request.dialectName : "",
            digest: FileDigest.sha256(written.bytes),
            bytes: written.bytes.count,
            quirks: [],
            budget: written.budget,
            stated: written.stated,
            holds: bill.holds,
            lost: written.lost
        )
        let marker = marker(for: record, bill, &shown)
        do {
            try drop(written.bytes, marker, &record, bill, &shown, at: now)
        } catch {
            record.state = .failed
            record.failure = "\(error)"
        }
        record.quirks = shown
        office.exports.append(record)
    }

    private mutating func serve(_ quirk: Quirk, _ bill: Bill, _ shown: inout [Quirk]) -> Bool {
        guard office.quirks.serve(quirk, bill.estimate) else { return false }
        shown.append(quirk)
        return true
    }

    private mutating func write(_ bill: Bill, _ request: ExportRequest, _ shown: inout [Quirk]) -> WrittenBill {
        let titles = CostCodeTitles()
        switch request.format {
        case .csv:
            var extras = CSVFormat.Extras()
            extras.junkHeader = serve(.junkHeader, bill, &shown)
            extras.junkFooter = serve(.junkFooter, bill, &shown)
            if bill.rows.count > 3 { extras.repeatedHeaders = serve(.repeatedHeaders, bill, &shown) }
            extras.totalRows = serve(.totalRows, bill, &shown)
            extras.formulaCells = serve(.formulaCells, bill, &shown)
            return CSVFormat(dialect: request.dialect, extras: extras).write(bill)
        case .sage: return SageFormat(titles: titles).write(bill)
        case .bc3:
            let decimals = serve(.bc3Decimals, bill, &shown) ? 1 : nil
            return BC3Format(charset: request.charset, titles: titles, declaredDecimals: decimals).write(bill)
        case .gaebX83, .gaebX84, .gaebX86:
            let isBare = request.format == .gaebX84 && serve(.bareBid, bill, &shown)
            let phase = request.format.phase ?? .award
            return GAEBFormat(phase: phase, version: request.version, titles: titles, isBare: isBare).write(bill)
        }
    }

    private mutating func name(
        _ bill: Bill,
        _ request: ExportRequest,
        _ number: Int,
        _ shown: inout [Quirk]
    ) -> String {
        let suffix = "." + request.format.suffix
        if serve(.replacedInPlace, bill, &shown) || serve(.sameNameReused, bill, &shown) {
            return bill.estimate + suffix
        }
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return "\(bill.estimate)_R\(bill.revision)_\(padded)\(suffix)"
    }

    /// What stands beside the finished file.
    private mutating func marker(
        for record: ExportRecord,
        _ bill: Bill,
        _ shown: inout [Quirk]
    ) -> (suffix: String, content: [UInt8])? {
        guard marker != .none, !serve(.markerMissing, bill, &shown) else { return nil }
        guard marker == .sha256 else { return (".done", []) }
        let isWrong = serve(.checksumWrong, bill, &shown)
        let digest = isWrong ? FileDigest.sha256(Array(record.digest.utf8)) : record.digest
        return (".sha256", Array("\(digest)  \(record.file)\n".utf8))
    }

    private mutating func drop(
        _ bytes: [UInt8],
        _ marker: (suffix: String, content: [UInt8])?,
        _ record: inout ExportRecord,
        _ bill: Bill,
        _ shown: inout [Quirk],
        at now: SimulatedInstant
    ) throws {
        let isSlow = serve(.slowUpload, bill, &shown)
        if isSlow || serve(.halfUnderFinalName, bill, &shown) {
            let half = Array(bytes.prefix(bytes.count / 2))
            try folder.write(half, to: isSlow ? record.file + ".partial" : record.file)
            record.state = .uploading
            office.pending.append(
                PendingFile(
                    export: record.number,
                    name: record.file,
                    content: Data(bytes),
                    due: now.adding(minutes: Self.uploadMinutes).microseconds,
                    isPartial: isSlow,
                    markerSuffix: marker?.suffix,
                    markerContent: Data(marker?.content ?? [])
                )
            )
            return
        }
        if shown.contains(.replacedInPlace) {
            try folder.overwrite(bytes, in: record.file)
        } else {
            try folder.drop(bytes, as: record.file)
        }
        if let marker { try folder.drop(marker.content, as: record.file + marker.suffix) }
    }

    /// Makes the files whole whose time has come.
    mutating func finishUploads(until now: SimulatedInstant) {
        let due = office.pending.filter { $0.due <= now.microseconds }
        office.pending.removeAll { $0.due <= now.microseconds }
        for file in due {
            guard let index = office.exports.firstIndex(where: { $0.number == file.export }) else { continue }
            do {
                try finish(file)
                office.exports[index].state = .complete
            } catch {
                office.exports[index].state = .failed
                office.exports[index].failure = "\(error)"
            }
        }
    }

    private func finish(_ file: PendingFile) throws {
        let bytes = [UInt8](file.content)
        if file.isPartial {
            try folder.drop(bytes, as: file.name)
        } else {
            try folder.overwrite(bytes, in: file.name)
        }
        if let suffix = file.markerSuffix { try folder.drop([UInt8](file.markerContent), as: file.name + suffix) }
    }
}
