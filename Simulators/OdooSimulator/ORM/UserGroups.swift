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
        name.replacing(" / ", with: "/")
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
