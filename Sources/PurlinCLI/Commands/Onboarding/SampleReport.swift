import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import TableMapping
import TabularText

/// What `purlin onboard` has to say of a sample.
struct SampleReport {
    let file: String
    let table: TableProposal
    let proposal: MappingProposal?
    var mapping = ""
    var path = ""
    var rehearsal: Rehearsal?

    /// A column of more different values than this holds no codes worth listing.
    private static let mostCodes = 40

    var text: String {
        var parts = [head, columns]
        if let proposal {
            parts.append(mapped(proposal))
            if !proposal.openPayCodes.isEmpty { parts.append(payCodes(proposal)) }
            if !proposal.questions.isEmpty { parts.append(open(proposal)) }
            parts.append(next(proposal))
        }
        return parts.joined(separator: "\n\n")
    }

    private var head: String {
        let header = table.headerRow.map { "header in row \($0)" } ?? "no header"
        let rows = (table.totals + table.footers).map {
            "\($0.rows.count == 1 ? "row" : "rows") \($0.rows.map(String.init).joined(separator: ", ")) \($0.rows.count == 1 ? "begins" : "begin") with '\($0.word.printable)'"
        }
        return
            (["\(file.printable): \(table.rowCount) rows, \(header)"] + rows + [
                "  encoding \(table.encoding.value?.rawValue ?? "?") (\(table.encoding.confidence.rawValue)): "
                    + table.encoding.reasons.joined(separator: "; "),
                "  division (\(table.division.confidence.rawValue)): " + table.division.reasons.joined(separator: "; "),
            ]).joined(separator: "\n")
    }

    private var columns: String {
        var lines = TextTable(["column", "kind", "filled", "empty", "different", "values"], rightAligned: [2, 3, 4])
        for column in table.columns {
            lines.add([
                name(column).printable, kind(column), "\(column.filledCount)", "\(column.emptyCount)",
                "\(column.distinctCount)", values(column).printable,
            ])
        }
        return lines.text
    }

    private func name(_ column: ColumnProfile) -> String {
        column.header.isEmpty ? "column \(column.position + 1)" : column.header
    }

    private func sensitive(_ column: ColumnProfile) -> SensitiveColumn? {
        guard let proposal else {
            return MappedObject.allCases.lazy.compactMap { SensitiveColumn(column, of: $0) }.first
        }
        return proposal.sensitive.first { $0.position == column.position }
    }

    private func kind(_ column: ColumnProfile) -> String {
        switch column.kind.value {
        case .date(let notation): "day \(notation.pattern)"
        case .decimal: "number"
        case .integer: "whole number"
        case .boolean: "yes or no"
        case .text, .choice: "text"
        case nil: column.filledCount == 0 ? "empty" : "OPEN"
        }
    }

    /// Ranges and codes; never a value of a column that looks as if it held what must not travel.
    private func values(_ column: ColumnProfile) -> String {
        if let sensitive = sensitive(column) { return "(looks like \(sensitive.content.rawValue): not shown)" }
        if let days = column.days { return "\(days.lowerBound.text) to \(days.upperBound.text)" }
        if let numbers = column.numbers, column.distinctCount > 5 {
            let bounds = [numbers.lowerBound.plainText, numbers.upperBound.plainText]
            guard !bounds.contains(where: SensitiveColumn.isPersonal) else { return "" }
            return bounds.joined(separator: " to ")
        }
        // Values that hardly repeat are no codes: remarks may hold anything. Nor are words that are as long as names, or several.
        let isMapped = proposal.map { !$0.unmapped.contains(column.position) } ?? false
        guard column.distinctCount <= Self.mostCodes, column.longest <= 40,
            isMapped || column.distinctCount * 2 <= column.filledCount && column.holdsCodes
        else { return "" }
        let shown = column.frequentValues.filter { !SensitiveColumn.isPersonal($0.value) }.prefix(5)
            .map { "\($0.value) (\($0.count))" }
        return (shown + (column.distinctCount > 5 ? ["…"] : [])).joined(separator: ", ")
    }

    private func mapped(_ proposal: MappingProposal) -> String {
        var lines = ["Proposed as \(proposal.object.rawValue):"]
        for section in ["fields", "payCodes"] {
            for (name, value) in proposal.document[section]?.objectValue ?? JSONObject() {
                let source = value.stringValue ?? value.text(style: .compact)
                lines.append("  \(name) <- \(source.printable)")
            }
        }
        if !proposal.unmapped.isEmpty {
            let names = proposal.unmapped.map { name(table.columns[$0]).printable }
            lines.append("Not mapped, and never kept: \(names.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n")
    }

    private func payCodes(_ proposal: MappingProposal) -> String {
        var lines = ["Look at the kinds of pay: these pass as they stand. Payroll knows REG, OT and its own codes."]
        lines += proposal.openPayCodes.prefix(20).map { code in
            "  \(code.value) (\(code.count)): --answer \("payCode.\(code.value)=REG".shellWord)".printable
        }
        return lines.joined(separator: "\n")
    }

    private func open(_ proposal: MappingProposal) -> String {
        var lines = ["Open, since the sample does not say:"]
        for question in proposal.questions {
            lines.append("  \(question.key): \(question.text.printable)")
            let name = question.key.split(separator: ".").last.map(String.init) ?? ""
            lines += question.answers.map { "      \($0.printable)" }
            for candidate in question.candidates {
                lines.append("      " + (candidate.hasPrefix("--") ? candidate : "\(name): \(candidate)").printable)
            }
        }
        return lines.joined(separator: "\n")
    }

    private func next(_ proposal: MappingProposal) -> String {
        var lines = ["Written: \(mapping.printable)"]
        if let rehearsal {
            lines.append(
                "It reads the sample: \(rehearsal.records.count) records, \(rehearsal.rejectCount) rows that cannot be used"
            )
            lines += rehearsal.rejects.prefix(5).map { "  \($0.reason.printable)" }
        }
        lines.append("Next:")
        if !proposal.questions.isEmpty { lines.append("  edit \(mapping.printable): complete the lines marked OPEN") }
        let words = "\(mapping.shellWord) \(path.shellWord)".printable
        lines += [
            "  purlin map check \(words)", "  purlin rehearse \(words)",
            "  add to purlin.yaml: systems: {NAME: {connector: csv, mapping: \(MappingProposal.scalar(mapping)), "
                + "files: {address: FOLDER}}}",
            "  purlin check",
        ]
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        [
            "file": .string(file), "rows": .integer(Int64(table.rowCount)),
            "headerRow": table.headerRow.map { .integer(Int64($0)) } ?? .null,
            "encoding": .string(table.encoding.value?.rawValue ?? ""),
            "encodingConfidence": .string(table.encoding.confidence.rawValue),
            "columns": .array(table.columns.map { json(of: $0) }),
            "object": proposal.map { .string($0.object.rawValue) } ?? .null,
            "mapping": proposal.map { .object($0.document) } ?? .null,
            "written": .string(mapping),
            "unmapped": .array((proposal?.unmapped ?? []).map { .string(name(table.columns[$0])) }),
            "questions": .array(
                (proposal?.questions ?? []).map { question in
                    [
                        "key": .string(question.key), "text": .string(question.text),
                        "columns": .array(question.columns.map { .string($0) }),
                        "candidates": .array(question.candidates.map { .string($0) }),
                    ]
                }
            ),
            "openPayCodes": .array((proposal?.openPayCodes ?? []).map { .string($0.value) }),
            "records": rehearsal.map { .integer(Int64($0.records.count)) } ?? .null,
            "rejects": .array((rehearsal?.rejects ?? []).prefix(100).map { .string($0.reason) }),
        ]
    }

    private func json(of column: ColumnProfile) -> JSON {
        [
            "column": .string(name(column)), "kind": .string(kind(column)),
            "filled": .integer(Int64(column.filledCount)), "empty": .integer(Int64(column.emptyCount)),
            "different": .integer(Int64(column.distinctCount)), "values": .string(values(column)),
            "reasons": .array(sensitive(column) == nil ? column.kind.reasons.map { .string($0) } : []),
            "sensitive": sensitive(column).map { .string($0.content.rawValue) } ?? .null,
        ]
    }
}

extension ColumnProfile {
    /// Whether all values are as short as codes, or hold a digit, and none is a text of several words.
    fileprivate var holdsCodes: Bool {
        frequentValues.map(\.value).allSatisfy { value in
            (value.count <= 4 || value.contains(where: \.isNumber))
                && !(value.contains(where: \.isWhitespace) && value.contains(where: \.isLetter))
        }
    }
}
