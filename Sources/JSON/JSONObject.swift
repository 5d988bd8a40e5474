/// The members of a JSON object, in the order of their insertion.
///
/// Keys are compared as UTF-8 bytes: two spellings that Swift's `String` calls equal (composed and decomposed accents)
/// stay two members, so that no member of a foreign document is lost.
public struct JSONObject: Sendable {
    private var members: [Member] = []
    /// The position of each key, kept only for objects with more than ``indexThreshold`` members.
    private var positions: [KeyBytes: Int] = [:]

    private static let indexThreshold = 16

    fileprivate struct Member: Sendable {
        var key: String
        var value: JSON
    }

    private struct KeyBytes: Hashable, Sendable {
        let text: String

        static func == (left: KeyBytes, right: KeyBytes) -> Bool { left.text.hasSameBytes(as: right.text) }
    }

    /// Creates an object without members.
    public init() {}

    /// Creates an object without members and with room for some.
    init(minimumCapacity: Int) {
        members.reserveCapacity(minimumCapacity)
    }

    /// The number of members.
    public var count: Int { members.count }

    /// Whether there is no member.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys in the order of their insertion.
    public var keys: [String] { members.map(\.key) }

    /// The value of the member `key`; setting `nil` removes the member.
    public subscript(key: String) -> JSON? {
        get { position(of: key).map { members[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): remove(at: index)
            case (nil, let value?): append(unique: key, value)
            case (nil, nil): break
            }
        }
    }

    /// The members ordered by the UTF-8 bytes of their keys, as canonical printing needs them.
    public var sortedByKey: [(key: String, value: JSON)] {
        members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { ($0.key, $0.value) }
    }

    /// Adds a member whose key is known to be new.
    mutating func append(unique key: String, _ value: JSON) {
        members.append(Member(key: key, value: value))
        if members.count == Self.indexThreshold + 1 {
            rebuildPositions()
        } else if members.count > Self.indexThreshold {
            positions[KeyBytes(text: key)] = members.count - 1
        }
    }

    private mutating func remove(at index: Int) {
        members.remove(at: index)
        rebuildPositions()
    }

    private mutating func rebuildPositions() {
        positions.removeAll(keepingCapacity: true)
        guard members.count > Self.indexThreshold else { return }
        for (index, member) in members.enumerated() { positions[KeyBytes(text: member.key)] = index }
    }

    private func position(of key: String) -> Int? {
        guard positions.isEmpty else { return positions[KeyBytes(text: key)] }
        return members.firstIndex { $0.key.hasSameBytes(as: key) }
    }
}

extension JSONObject: Sequence {
    /// Visits the members in the order of their insertion.
    public func makeIterator() -> Iterator { Iterator(remaining: members.makeIterator()) }

    /// What visits the members one by one.
    public struct Iterator: IteratorProtocol, Sendable {
        fileprivate var remaining: IndexingIterator<[Member]>

        /// The next member; `nil` behind the last one.
        public mutating func next() -> (key: String, value: JSON)? {
            remaining.next().map { ($0.key, $0.value) }
        }
    }
}

extension JSONObject: Hashable {
    /// Whether both have the same members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
    }

    /// Hashes the members in the order of their keys' bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for (key, value) in sortedByKey {
            hasher.combine(key)
            hasher.combine(value)
        }
    }
}

extension String {
    /// Whether both are the same UTF-8, which is stricter than Swift's equality of texts.
    func hasSameBytes(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
