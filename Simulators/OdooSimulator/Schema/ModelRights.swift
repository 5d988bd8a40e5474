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

/// What each kind of user may do with a model, and the groups that a refusal names.
struct ModelRights: Sendable {
    /// The kinds of users of the base data.
    enum Role: String, Sendable {
        case administrator = "admin"
        case connector
        case limited
        case portal
    }

    /// Letters of `crwd` for each role.
    var letters: [Role: String] = [.administrator: "crwd"]
    /// What each group may do.
    var access: [GroupAccess] = []
    /// The groups that may, in the order of the refusal's text.
    var groups: [Operation: [String]] = [:]

    /// Whether `role` may do `operation`.
    func allow(_ operation: Operation, to role: Role) -> Bool {
        letters[role, default: ""].contains(operation.letter)
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
    /// Rights in the short form of the model tables.
    ///
    /// - Parameters:
    ///   - connector: The letters of the connector's user.
    ///   - limited: The letters of an internal user without any application.
    ///   - portal: The letters of a portal user.
    ///   - change: The groups that may create, and write and delete unless others are named.
    ///   - read: The groups that may read.
    ///   - write: The groups that may write, where these are others.
    ///   - unlink: The groups that may delete, where these are others.
    init(
        connector: String,
        limited: String,
        portal: String = "",
        change: [String],
        read: [String] = [],
        write: [String]? = nil,
        unlink: [String]? = nil
    ) {
        letters = [.administrator: "crwd", .connector: connector, .limited: limited, .portal: portal]
        groups = [.create: change, .read: read, .write: write ?? change, .unlink: unlink ?? change]
    }
}
