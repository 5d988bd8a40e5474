import CanonicalModel
import ConnectorKit
import ConnectorStore
import JSON

/// The rows of one file that cannot be used: all of them for the text beside the file, the first of each kind for its case.
struct RejectReport: Sendable {
    /// How large the text may become; what is left out is counted.
    static let longestText = 16 << 20
    /// How many rows a case shows.
    static let shownRows = 20

    private var lines = ""
    private var leftOut = 0
    private var kinds: [String: (count: Int, first: [SourceReject])] = [:]

    /// How many rows cannot be used.
    private(set) var count = 0

    mutating func add(_ reject: SourceReject) {
        count += 1
        let line = "\(reject.subject): \(reject.reason)\n"
        if lines.utf8.count + line.utf8.count <= Self.longestText { lines += line } else { leftOut += 1 }
        var known = kinds[reject.kind] ?? (0, [])
        known.count += 1
        if known.first.count < Self.shownRows { known.first.append(reject) }
        kinds[reject.kind] = known
    }

    /// The rows, one a line; what does not fit is counted at the end.
    var text: String {
        lines + (leftOut == 0 ? "" : "and \(leftOut) more rows; correct these, and drop the file again to see them\n")
    }

    /// One case for each kind of trouble: however many rows there are, their number and the first of them.
    func proposals(of file: String, from system: String, ownedBy owner: String) -> [CaseProposal] {
        kinds.sorted { $0.key < $1.key }.map { kind, rows in
            let first = rows.first.first.map { "\($0.subject): \($0.reason)" } ?? ""
            let more = rows.count == 1 ? "" : "; \(rows.count) such rows, all in the text beside the file"
            return CaseProposal(
                kind: kind,
                subject: "\(system)/\(file)",
                severity: .warning,
                owner: owner,
                summary: "\(system): \(file): \(first)\(more)",
                detail: [
                    "file": .string(file), "rows": .integer(Int64(rows.count)),
                    "first": .array(
                        rows.first.map { reject in
                            [
                                "subject": .string(reject.subject), "reason": .string(reject.reason),
                                "excerpt": .string(reject.excerpt),
                            ]
                        }
                    ),
                ],
                remedy: .acknowledge,
                topics: [file, system]
            )
        }
    }
}
