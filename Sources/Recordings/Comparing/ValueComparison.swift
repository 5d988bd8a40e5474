/// Compares values in JSON by what they mean: spelling of numbers and moments, masks and identifiers do not count.
struct ValueComparison {
    /// What is compared.
    enum Kind {
        /// Requests: only identifiers that are unique by themselves may differ. Leniently, moments and members that were not
        /// recorded may, too.
        case request(isLenient: Bool)
        /// Answers: identifiers may be others throughout, and moments may be as far from the answer's own time.
        case answer(recordedAt: PlainMoment?, foundAt: PlainMoment?)
    }

    let kind: Kind
    let rules: MaskingRules
    let subject: String
    var references: References
    private(set) var differences: [RecordedDifference] = []

    /// How far a stamp may lie from where it lay in the recording, seen from the answer's own time, in seconds.
    private static let tolerance: Int64 = 120

    init(_ kind: Kind, _ rules: MaskingRules, subject: String, _ references: References) {
        self.kind = kind
        self.rules = rules
        self.subject = subject
        self.references = references
    }

    mutating func differ(_ path: String, _ recorded: String?, _ found: String?) {
        differences.append(RecordedDifference(path, recorded, found))
    }

    /// Compares two values; `name` is that of the member they stand in, at whatever depth of lists.
    mutating func compare(_ recorded: ExactJSON, _ found: ExactJSON, at path: String, name: String = "") {
        switch (recorded.content, found.content) {
        case (.null, .null): break
        case (.bool(let one), .bool(let other)) where one == other: break
        case (.number(let one), .number(let other)):
            if !isSame(number: one, other, name) {
                differ(path, one, one == other ? "\(other) of another record" : other)
            }
        case (.string(let one), .string(let other)):
            if !isSame(text: one, other, name) { differ(path, ExactText.quoted(one), ExactText.quoted(other)) }
        case (.array(let some), .array(let others)): compare(some, others, path, name)
        case (.object(let some), .object(let others)): compare(some, others, path)
        default: differ(path, recorded.summary, found.summary)
        }
    }

    private mutating func compare(_ recorded: [ExactJSON], _ found: [ExactJSON], _ path: String, _ name: String) {
        if case .answer = kind, let pairs = pairs(recorded, found) {
            for (index, one) in recorded.enumerated() {
                if let place = pairs[index] {
                    compare(one, found[place], at: "\(path)/\(index)", name: name)
                } else {
                    differ("\(path)/\(index)", one.summary, nil)
                }
            }
            let paired = Set(pairs.values)
            for (index, other) in found.enumerated() where !paired.contains(index) {
                differ("\(path)/\(index)", nil, other.summary)
            }
            return
        }
        for (index, (one, other)) in zip(recorded, found).enumerated() {
            compare(one, other, at: "\(path)/\(index)", name: name)
        }
        for (index, one) in recorded.enumerated().dropFirst(found.count) {
            differ("\(path)/\(index)", one.summary, nil)
        }
        for (index, other) in found.enumerated().dropFirst(recorded.count) {
            differ("\(path)/\(index)", nil, other.summary)
        }
    }

    /// Which found record is which recorded one, by their places; `nil` if these are no records with identifiers, or nothing
    /// is known of any.
    private func pairs(_ recorded: [ExactJSON], _ found: [ExactJSON]) -> [Int: Int]? {
        let known = recorded.map { $0.recordNumber.flatMap { references.translated($0, exactlyIn: subject) } }
        let numbers = found.map(\.recordNumber)
        guard !numbers.contains(nil), known.contains(where: { $0 != nil }) else { return nil }
        var pairs: [Int: Int] = [:]
        for (index, number) in known.enumerated() { if let number { pairs[index] = numbers.firstIndex(of: number) } }
        // What nothing is known of comes in the order in which it stands.
        let paired = Set(pairs.values)
        var rest = found.indices.filter { !paired.contains($0) && !references.isFound(numbers[$0] ?? "", in: subject) }[
            ...
        ]
        for index in recorded.indices where known[index] == nil { pairs[index] = rest.popFirst() }
        return pairs
    }

    private mutating func compare(_ recorded: [ExactJSON.Member], _ found: [ExactJSON.Member], _ path: String) {
        let others = Dictionary(found.map { ($0.name, $0.value) }) { first, _ in first }
        var names: Set<String> = []
        for member in recorded {
            let place = "\(path)/\(member.name)"
            let name = nameFound(for: member.name)
            names.insert(name)
            if let other = others[name] {
                compare(member.value, other, at: place, name: member.name)
            } else {
                differ(place, member.value.summary, nil)
            }
        }
        if case .request(isLenient: true) = kind { return }
        for member in found where !names.contains(member.name) {
            differ("\(path)/\(member.name)", nil, member.value.summary)
        }
    }

    /// The name of a member, which may be the number of a record.
    private func nameFound(for name: String) -> String {
        guard case .answer = kind, Int64(name) != nil else { return name }
        return references.translated(name, exactlyIn: subject) ?? name
    }

    private mutating func isSame(number recorded: String, _ found: String, _ name: String) -> Bool {
        // A mask of a number says nothing.
        if rules.sensitivity(of: name) != nil { return true }
        if case .answer = kind, let scope = Identifier.scope(of: name, subject: subject) {
            return references.bind(recorded, to: found, in: scope)
        }
        if recorded == found { return true }
        guard let one = PlainNumber(recorded), let other = PlainNumber(found) else { return false }
        return one == other
    }

    /// Whether two texts mean the same.
    mutating func isSame(text recorded: String, _ found: String, _ name: String) -> Bool {
        if recorded.isMask, found.isMask {
            return references.bind(recorded, to: found, in: Identifier.masks)
        }
        // In a member that is masked, a text may have the form of a number.
        if rules.sensitivity(of: name) != nil, !recorded.isMask, !found.isMask { return true }
        if Identifier.isToken(recorded), Identifier.isToken(found) {
            return references.bind(recorded, to: found, in: Identifier.tokens)
        }
        if recorded == found || recorded.withoutMaskNumbers == found.withoutMaskNumbers { return true }
        guard let one = PlainMoment(recorded), let other = PlainMoment(found), one.isDay == other.isDay else {
            return false
        }
        return one == other || isAsFar(one, other)
    }

    private func isAsFar(_ recorded: PlainMoment, _ found: PlainMoment) -> Bool {
        switch kind {
        case .request(let isLenient): return isLenient
        case .answer(let recordedAt, let foundAt):
            guard let recordedAt, let foundAt else { return false }
            if recorded.isDay { return recorded.day - recordedAt.day == found.day - foundAt.day }
            let distance = (recorded.seconds - recordedAt.seconds) - (found.seconds - foundAt.seconds)
            return abs(distance) <= Self.tolerance
        }
    }
}

extension ExactJSON {
    /// The number by which a record is known; `nil` if this is no record.
    fileprivate var recordNumber: String? {
        guard case .number(let number)? = self["id"]?.content else { return nil }
        return number
    }

    /// The value as a difference shows it: lists and objects by their size.
    var summary: String {
        switch content {
        case .null: "null"
        case .bool(let truth): "\(truth)"
        case .number(let number): number
        case .string(let text): ExactText.quoted(text)
        case .array(let elements): "a list of \(elements.count)"
        case .object(let members): "an object of \(members.count)"
        }
    }
}

extension String {
    /// The text with every mask alike.
    var withoutMaskNumbers: String {
        contains("masked-") ? replacing(/masked-\d+/, with: "masked") : self
    }
}
