import CanonicalModel
import ConnectorKit
import ConnectorStore
import ConstructionFlows
import Foundation
import JSON
import TableMapping

/// What `purlin rehearse` prints.
struct RehearsalReport {
    /// What of a file is new to a store.
    struct News {
        /// Received already: nothing would happen.
        var known = 0
        /// Something that was never heard of would be created.
        var new = 0
        /// Something that was heard of would change.
        var changed = 0
        /// Keys of what would change, at most a hundred.
        var changedKeys: [String] = []

        private static let page = 1_000

        init(_ rehearsal: Rehearsal, system: String, store: any InboxStore & JournalStore) async throws(StoreError) {
            let records = rehearsal.records
            for begin in stride(from: 0, to: records.count, by: Self.page) {
                let page = records[begin..<min(begin + Self.page, records.count)]
                let references = page.map { RecordReference(system: system, id: $0.id) }
                let known = try await store.knownRecords(among: references)
                for (record, reference) in zip(page, references) {
                    if known.contains(reference) {
                        self.known += 1
                    } else if try await store.journal(topic: record.key).isEmpty {
                        new += 1
                    } else {
                        changed += 1
                        if changedKeys.count < 100 { changedKeys.append(record.key) }
                    }
                }
            }
        }
    }

    let file: String
    let object: MappedObject
    let rehearsal: Rehearsal
    /// Whether nothing of the file would enter.
    let holdsFile: Bool
    /// The system that the file is from; empty without a configuration.
    let system: String
    let news: News?
    /// Which codes the crosswalk has.
    let coverage: CodeCoverage?

    private var unit: String { object.unit }
    private var type: String { object == .timesheet ? "pay code" : "type" }

    var text: String {
        var lines = [
            "\(file.printable): \(rehearsal.records.count) \(object.canonicalName) records, "
                + "\(rehearsal.rejectCount) rows that cannot be used"
        ]
        let statuses = rehearsal.statuses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        if !statuses.isEmpty { lines.append("status: \(statuses.joined(separator: ", "))") }
        if !rehearsal.sums.isEmpty { lines += ["", sums] }
        if !rehearsal.rejects.isEmpty {
            lines += [
                "", holdsFile ? "Nothing of the file would enter, since of these rows:" : "Held, each as a case:",
            ]
            lines += rehearsal.rejects.prefix(50).map { "  \($0.reason.printable)" }
            if rehearsal.rejectCount > 50 {
                lines.append(
                    "  and \(rehearsal.rejectCount - 50) more: --json lists the first \(Rehearsal.mostRejects)"
                )
            }
        }
        if let coverage, coverage.uses > 0 {
            lines += ["", "Codes of \(system) under 'codes':"]
            if !coverage.isComplete { lines.append("What uses a code that is missing would wait, each as a case.") }
            lines.append(coverage.text(in: unit))
        }
        lines += ["", outlook]
        return lines.joined(separator: "\n")
    }

    private var sums: String {
        var table = TextTable(["project", "cost code", type, "count", unit], rightAligned: [3, 4])
        var project: (name: String, sum: Decimal)?
        func close() {
            if let project { table.add(["\(project.name) in all", "", "", "", project.sum.withCents]) }
        }
        for (group, sum) in rehearsal.sums.sorted(by: { $0.key < $1.key }) {
            if project?.name != group.project.printable {
                close()
                project = (group.project.printable, 0)
            }
            project?.sum += sum.amount
            let code = group.costCode.isEmpty ? "(none)" : group.costCode.printable
            table.add([group.project.printable, code, group.type.printable, "\(sum.count)", sum.amount.withCents])
        }
        close()
        table.add(["total", "", "", "\(rehearsal.sums.values.reduce(0) { $0 + $1.count })", rehearsal.total.withCents])
        return table.text
    }

    private var outlook: String {
        guard let news else {
            return "Nothing was sent or stored. With --config, what is known already is told from what is new."
        }
        let keys = news.changedKeys.isEmpty ? "" : ": \(news.changedKeys.prefix(10).joined(separator: ", ").printable)"
        return """
            Nothing was sent or stored. Against the store:
              created    \(holdsFile ? 0 : news.new)
              changed    \(holdsFile ? 0 : news.changed)\(keys)
              unchanged  \(news.known)
              held       \(rehearsal.rejectCount) rows
            """
    }

    var json: JSON {
        [
            "file": .string(file), "object": .string(object.canonicalName),
            "records": .integer(Int64(rehearsal.records.count)),
            "statuses": .object(
                rehearsal.statuses.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                    $0[$1.key] = .integer(Int64($1.value))
                }
            ),
            "sums": .array(
                rehearsal.sums.sorted { $0.key < $1.key }.map { group, sum in
                    [
                        "project": .string(group.project), "costCode": .string(group.costCode),
                        "type": .string(group.type), "count": .integer(Int64(sum.count)),
                        unit: .string(sum.amount.plainText),
                    ]
                }
            ),
            "total": .string(rehearsal.total.plainText), "codes": coverage?.json ?? .null,
            "fileEnters": .bool(!holdsFile),
            "rejectCount": .integer(Int64(rehearsal.rejectCount)),
            "rejects": .array(
                rehearsal.rejects.map { ["subject": .string($0.subject), "reason": .string($0.reason)] }
            ),
            "news": news.map { news in
                [
                    "created": .integer(Int64(news.new)), "changed": .integer(Int64(news.changed)),
                    "unchanged": .integer(Int64(news.known)),
                    "changedKeys": .array(news.changedKeys.map { .string($0) }),
                ]
            } ?? .null,
        ]
    }
}

extension Decimal {
    /// The number with two decimals, or as many as it has.
    fileprivate var withCents: String {
        let text = plainText
        let count = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return text + (count == 0 ? ".00" : count == 1 ? "0" : "")
    }
}

extension MappedObject {
    /// What stands behind its codes.
    var unit: String { self == .timesheet ? "hours" : "amount" }
}
