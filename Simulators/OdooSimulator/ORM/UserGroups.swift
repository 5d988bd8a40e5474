/// The groups of a user, with those that they imply.
struct UserGroups: Sendable {
    /// The records of the groups.
    let ids: Set<Int64>
    /// Their full names as refusals write them: `Purchase/User`; those of version 19 also as 18 words them.
    let names: Set<String>

    /// Whether the user belongs to the group of this full name, with or without blanks around the slash.
    func contains(_ name: String) -> Bool {
        names.contains(Self.compact(name))
    }

    /// A full name without blanks around its slash.
    static func compact(_ name: String) -> String {
        // Names are compared for each record that is read, and hardly one has such a blank.
        var previous: UInt8 = 0
        for byte in name.utf8 {
            if byte == UInt8(ascii: "/"), previous == UInt8(ascii: " ") { return name.replacing(" / ", with: "/") }
            previous = byte
        }
        return name
    }
}

/// The groups of users who called, as long as no user and no group changes.
struct KnownGroups: Sendable {
    private var changes: [Int] = []
    private var groups: [Int64: UserGroups] = [:]

    /// The groups of `user`.
    mutating func groups(of user: Int64, in database: Database) -> UserGroups {
        let present = ["res.users", "res.groups"].map(database.changes(of:))
        if present != changes {
            changes = present
            groups = [:]
        }
        if let known = groups[user] { return known }
        let found = UserGroups(of: user, in: database)
        groups[user] = found
        return found
    }
}

extension UserGroups {
    /// Reads the groups of `user`.
    init(of user: Int64, in database: Database) {
        ids = Self.closure(of: database.row("res.users", user)?["groups_id"]?.recordIDs ?? [], in: database)
        let rows = ids.compactMap { database.row("res.groups", $0) }
        let own = rows.compactMap { ($0["full_name"] ?? $0["name"])?.textValue.map(Self.compact) }
        names = Set(own + own.compactMap { LaterGroupNames.earlier[$0] })
    }

    /// The groups `start` with all that they imply.
    static func closure(of start: [Int64], in database: Database) -> Set<Int64> {
        var found = Set(start)
        var rest = start
        while let group = rest.popLast() {
            for implied in database.row("res.groups", group)?["implied_ids"]?.recordIDs ?? []
            where found.insert(implied).inserted {
                rest.append(implied)
            }
        }
        return found
    }
}
