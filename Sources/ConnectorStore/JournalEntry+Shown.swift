internal import CanonicalModel
public import JSON

extension JournalEntry {
    /// The body as people may see it, without the pay, bank and identity numbers of the objects that it holds.
    ///
    /// The hashes are those of the whole body.
    public var shownBody: JSON {
        guard let body = try? JSON(parsing: content.body) else { return .string(content.body) }
        guard var members = body.objectValue else { return PersonalData.shown(body, of: "") }
        let object = members["object"]?.stringValue
        for key in members.keys {
            let value = members[key] ?? .null
            switch key {
            case "payload" where object == nil && content.kind == "delivery.repaired":
                // A repair by an earlier version does not say of what object it is.
                members[key] = PersonalData.withheld
            case "payload": members[key] = PersonalData.shown(value, of: object ?? "")
            case "changes": members[key] = .array((value.arrayValue ?? []).map { Self.shown($0, of: object) })
            default: members[key] = PersonalData.shown(value, of: "")
            }
        }
        return .object(members)
    }

    /// The entry with ``shownBody`` for its body, if that differs: its hash is still that of the whole.
    var shown: JournalEntry {
        let body = shownBody
        guard (try? JSON(parsing: content.body)).map({ $0 != body }) ?? false else { return self }
        return JournalEntry(
            sequence: sequence,
            recordedAt: recordedAt,
            actor: actor,
            content: JournalContent(
                kind: content.kind,
                key: content.key,
                system: content.system,
                topics: content.topics,
                correlation: content.correlation,
                causation: content.causation,
                body: body.canonicalText
            ),
            previousHash: previousHash,
            hash: hash
        )
    }

    private static func shown(_ change: JSON, of object: String?) -> JSON {
        guard var members = change.objectValue, let path = members["path"]?.stringValue, let object else {
            return PersonalData.withheld
        }
        let shown = ValueChange(path: path, before: members["before"], after: members["after"]).shown(of: object)
        members["before"] = shown.before
        members["after"] = shown.after
        return .object(members)
    }
}

extension ValueChange {
    /// The change as people may see it.
    ///
    /// - Parameter object: The name of the object in which something changed.
    /// - Returns: The change with ``PersonalData/withheld`` in the place of values that people do not see.
    public func shown(of object: String) -> ValueChange {
        // Its way and its control totals are no members of the object.
        guard !path.hasPrefix("routing."), !path.hasPrefix("controlTotals.") else { return self }
        return ValueChange(
            path: path,
            before: before.map { PersonalData.shown($0, at: path, of: object) },
            after: after.map { PersonalData.shown($0, at: path, of: object) }
        )
    }
}
