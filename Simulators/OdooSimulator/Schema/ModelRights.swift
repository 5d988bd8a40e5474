/// The four operations that rights are given for.
enum Operation: String, Sendable, CaseIterable {
    case create, read, write, unlink

    /// The letter in a column of rights.
    var letter: Character {
        switch self {
        case .create: "c"
        case .read: "r"
        case .write: "w"
        case .unlink: "d"
        }
    }

    /// The verb in the text of a refusal.
    var verb: String {
        switch self {
        case .create: "create"
        case .read: "access"
        case .write: "modify"
        case .unlink: "delete"
        }
    }
}

/// What the members of a group may do with a model.
struct GroupAccess: Sendable {
    /// The full name of the group: `Purchase/User`.
    let group: String
    /// Letters of `crwd`.
    let letters: String
}

/// What each group may do with a model, and the groups that a refusal names.
struct ModelRights: Sendable {
    /// What each group may do; where nothing is declared, administrators may do everything.
    var access = [GroupAccess(group: "Administration/Settings", letters: "crwd")]
    /// The groups that may, in the order of the refusal's text.
    var groups: [Operation: [String]] = [:]

    /// Whether a user of these groups may do `operation`.
    func allow(_ operation: Operation, to own: UserGroups) -> Bool {
        access.contains { $0.letters.contains(operation.letter) && own.contains($0.group) }
    }

    /// The text of a refusal.
    func refusal(of operation: Operation, label: String, model: String) -> String {
        let allowed = groups[operation, default: []]
        let reason =
            allowed.isEmpty
            ? "No group currently allows this operation."
            : "This operation is allowed for the following groups:\n"
                + allowed.map { "\t- \($0)" }.joined(separator: "\n")
        return "You are not allowed to \(operation.verb) '\(label)' (\(model)) records.\n\n\(reason)\n\n"
            + "Contact your administrator to request access if necessary."
    }
}

extension ModelRights {
    /// Gives the groups that refusals name other names.
    mutating func rename(_ name: (String) -> String) {
        groups = groups.mapValues { $0.map(name) }
    }

    /// Rights of a model that was not measured.
    ///
    /// - Parameters:
    ///   - change: The groups that may create, and write and delete unless others are named.
    ///   - read: The groups that may read.
    ///   - write: The groups that may write, where these are others.
    ///   - unlink: The groups that may delete, where these are others.
    init(change: [String], read: [String], write: [String]? = nil, unlink: [String]? = nil) {
        groups = [.create: change, .read: read, .write: write ?? change, .unlink: unlink ?? change]
        access = Operation.allCases.flatMap { operation in
            (groups[operation] ?? []).map { GroupAccess(group: $0, letters: String(operation.letter)) }
        }
    }
}
