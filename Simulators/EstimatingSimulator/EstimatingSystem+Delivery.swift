internal import Foundation
internal import SimulatorKit

extension EstimatingSystem {
    /// How long a slow upload takes.
    private static let uploadMinutes: Int64 = 5

    /// A file that is to be dropped, and how.
    struct Export: Sendable {
        /// How it comes into the folder.
        enum Way: Sendable {
            /// Whole, in place of what has its name.
            case whole
            /// Whole, byte for byte over what has its name.
            case over
            /// Half of it, under its own name or a temporary one.
            case half(isPartial: Bool)
        }

        let number: Int
        let name: String
        let bytes: [UInt8]
        let marker: (suffix: String, content: [UInt8])?
        let way: Way
    }

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
        let way = way(bill, &shown)
        record.quirks = shown
        if case .half = way { record.state = .uploading }
        office.exports.append(record)
        let export = Export(number: number, name: record.file, bytes: written.bytes, marker: marker, way: way)
        if held == nil { drop(export, at: now) } else { held?.append(export) }
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

    private mutating func way(_ bill: Bill, _ shown: inout [Quirk]) -> Export.Way {
        if serve(.slowUpload, bill, &shown) { return .half(isPartial: true) }
        if serve(.halfUnderFinalName, bill, &shown) { return .half(isPartial: false) }
        return shown.contains(.replacedInPlace) ? .over : .whole
    }

    /// Drops a file; why it cannot be dropped is told by the record of the export.
    mutating func drop(_ export: Export, at now: SimulatedInstant) {
        do {
            switch export.way {
            case .whole: try folder.drop(export.bytes, as: export.name)
            case .over: try folder.overwrite(export.bytes, in: export.name)
            case .half(let isPartial): return try begin(export, isPartial: isPartial, at: now)
            }
            if let marker = export.marker { try folder.drop(marker.content, as: export.name + marker.suffix) }
        } catch {
            guard let index = office.exports.firstIndex(where: { $0.number == export.number }) else { return }
            office.exports[index].state = .failed
            office.exports[index].failure = "\(error)"
        }
    }

    /// Drops half of a file, the whole of which comes later.
    private mutating func begin(_ export: Export, isPartial: Bool, at now: SimulatedInstant) throws {
        let half = Array(export.bytes.prefix(export.bytes.count / 2))
        try folder.write(half, to: isPartial ? export.name + ".partial" : export.name)
        office.pending.append(
            PendingFile(
                export: export.number,
                name: export.name,
                content: Data(export.bytes),
                due: now.adding(minutes: Self.uploadMinutes).microseconds,
                isPartial: isPartial,
                markerSuffix: export.marker?.suffix,
                markerContent: Data(export.marker?.content ?? [])
            )
        )
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
