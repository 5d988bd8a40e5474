public import ConstructionFlows
public import JSON

/// Who holds a list of masters.
public enum MasterHolder: Sendable, Hashable, Comparable {
    /// The configuration's own lists, which the runtime delivers to targets.
    case configuration
    /// A system of the configuration.
    case system(String)

    /// The name for a person.
    public var name: String {
        switch self {
        case .configuration: "configuration"
        case .system(let name): name
        }
    }

    /// The name within a sentence.
    var words: String {
        switch self {
        case .configuration: "the configuration"
        case .system(let name): name
        }
    }
}

/// One entry by which two lists of masters differ.
public struct MasterDifference: Sendable, Hashable {
    /// What is the matter.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The owner has it, and the other side does not.
        case missing
        /// The other side has it, and the owner does not.
        case unknown
        /// Both have it, and say different things of it, or one of them keeps it for the record only.
        case differs
        /// The other side has it under another key.
        case otherKey
        /// The other side has it more than once.
        case repeated
        /// Something stands for it that the owner does not have in use.
        case mappedToNothing
    }

    /// What is the matter.
    public let kind: Kind
    /// What kind of master it is.
    public let master: MasterKind
    /// Who owns the masters.
    public let owner: MasterHolder
    /// Where it is otherwise.
    public let holder: MasterHolder
    /// The owner's key; the other side's where the owner has none.
    public let key: String
    /// What it is called on the other side where that is not the key: another key, records of one key, codes mapped to it.
    public let names: [String]
    /// What differs, for a person; without any personal data.
    public let text: String
    /// Whether the runtime is still to deliver what would make both sides equal.
    public internal(set) var isOnItsWay = false

    init(
        _ kind: Kind,
        of master: MasterKind,
        _ key: String,
        owner: MasterHolder,
        holder: MasterHolder,
        names: [String] = [],
        _ text: String
    ) {
        self.kind = kind
        self.master = master
        self.owner = owner
        self.holder = holder
        self.key = key
        self.names = names
        self.text = text
    }

    /// The difference as JSON.
    public var json: JSON {
        [
            "kind": .string(kind.rawValue), "master": .string(master.rawValue), "owner": .string(owner.name),
            "holder": .string(holder.name), "key": .string(key), "names": .array(names.map(JSON.string)),
            "what": .string(text), "isOnItsWay": .bool(isOnItsWay),
        ]
    }
}
