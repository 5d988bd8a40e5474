/// Decides which rows to send next, until each row has landed or is refused for a reason of its own.
///
/// `load()` writes all records of a call or none. Rows that it blames are taken out and the rest is sent again; where it
/// blames none, the rows are split in halves. Each call settles at least one row or halves the question, so that n rows
/// of one call take at most 2n - 1 calls; without a bad row it is one, with named ones two.
struct LoadPlan: Sendable {
    /// What became of the rows so far.
    private(set) var result = LoadResult()

    private var waiting: [[Int]]

    /// Odoo's time for a row hardly falls beyond 100 rows a call, and its workers have a limit of time (odoo.md).
    static let usualCall = 1000
    /// A call takes so many rows more, lest a small rest need calls of its own.
    static let rest = 100

    /// Begins with these positions of a table, in calls of equal size.
    init(_ positions: [Int]) {
        let calls = max(1, (positions.count - Self.rest + Self.usualCall - 1) / Self.usualCall)
        let size = max(1, (positions.count + calls - 1) / calls)
        let starts = stride(from: 0, to: positions.count, by: size)
        waiting = starts.reversed().map { Array(positions[$0...].prefix(size)) }
    }

    /// The positions to send next; `nil` when all are settled.
    mutating func next() -> [Int]? {
        waiting.popLast()
    }

    /// Takes note of what a call with these positions came to.
    mutating func record(_ answer: LoadAnswer, for positions: [Int]) {
        switch answer {
        case .landed(let ids):
            for (position, id) in zip(positions, ids) { result.landed[position] = id }
        case .refused(let complaints):
            settle(complaints, positions)
        case .unexplained(let reason):
            guard positions.count > 1 else {
                for position in positions { result.refused[position] = LoadRefusal(field: nil, message: reason) }
                return
            }
            let middle = positions.count / 2
            waiting.append(Array(positions[middle...]))
            waiting.append(Array(positions[..<middle]))
        }
    }

    /// Takes the blamed rows out; the rest is sent again.
    private mutating func settle(_ complaints: [LoadComplaint], _ positions: [Int]) {
        let byRow = Dictionary(grouping: complaints, by: \.row)
        let blamed = byRow.filter { row, messages in
            // When writing all rows at once fails, Odoo repeats that message for the first row, whichever was bad.
            !(row == 0 && byRow.count > 1 && messages.allSatisfy { $0.field == nil })
        }
        for (row, messages) in blamed {
            let text = messages.prefix(3).map(\.message).joined(separator: "; ")
            result.refused[positions[row]] = LoadRefusal(field: messages.lazy.compactMap(\.field).first, message: text)
        }
        let rest = positions.enumerated().filter { blamed[$0.offset] == nil }.map(\.element)
        if !rest.isEmpty { waiting.append(rest) }
    }
}
