/// What orders the revisions of one estimate: `03`, `3` and `Rev. 3` are the same, and before `R10`; `A` is before `B`.
struct RevisionOrder: Hashable {
    private let number: Int?
    private let word: String

    init(_ label: String) {
        let text = label.uppercased().filter { $0.isLetter || $0.isNumber }
        let digits = text.drop { $0.isLetter }
        let prefix = text.dropLast(digits.count)
        number = ["", "R", "REV", "V"].contains(prefix) ? Int(digits) : nil
        word = number == nil ? text : ""
    }

    /// Whether this is certainly an earlier revision than `other`; labels of different kinds have no order.
    func isBefore(_ other: RevisionOrder) -> Bool {
        switch (number, other.number) {
        case (let own?, let another?): own < another
        case (nil, nil): (word.count, word) < (other.word.count, other.word)
        default: false
        }
    }
}
