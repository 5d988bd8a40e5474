/// Which lines of a file are taken under a profile.
struct ImportDecision: Sendable {
    let accepted: [ImportRow]
    let refusals: [Refusal]
    /// The lines that are not taken.
    let refused: [ImportRow]

    init(_ file: ImportFile, _ profile: Setup.Profile) {
        var refusals = file.refusals + file.rows.flatMap(\.refusals)
        let isBad: (ImportRow) -> Bool
        if !file.refusals.isEmpty {
            isBad = { _ in true }
        } else {
            switch profile {
            case .file:
                let isAnyBad = !refusals.isEmpty
                isBad = { _ in isAnyBad }
            case .check:
                let first = Dictionary(
                    file.rows.filter { !$0.refusals.isEmpty }.map { ($0.check, $0.line) },
                    uniquingKeysWith: { first, _ in first }
                )
                isBad = { first[$0.check] != nil }
                for row in file.rows where row.refusals.isEmpty {
                    guard let line = first[row.check] else { continue }
                    let message = "Check of \(row.employee) is refused because of line \(line)"
                    refusals.append(Refusal(line: row.line, employee: row.employee, code: "E290", message: message))
                }
                refusals.sort { ($0.line ?? 0) < ($1.line ?? 0) }
            case .line: isBad = { !$0.refusals.isEmpty }
            }
        }
        accepted = file.rows.filter { !isBad($0) }
        refused = file.rows.filter(isBad)
        self.refusals = refusals
    }

    /// The status of the batch.
    var status: Batch.Status {
        if accepted.isEmpty { return .rejected }
        return refused.isEmpty ? .accepted : .partial
    }
}
