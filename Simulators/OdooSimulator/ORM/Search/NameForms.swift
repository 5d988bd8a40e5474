import Foundation
import JSON

/// Models whose records are found by more forms of a name than by the fields it is made of.
enum NameForms {
    /// The domain that a leaf about the display name stands for; `nil` where the fields of the name are searched alone.
    static func domain(_ leaf: DomainLeaf, _ model: ModelDefinition, _ profile: VersionProfile) -> JSON? {
        guard let name = leaf.value.stringValue, !name.isEmpty, !isNegative(leaf.operation) else { return nil }
        let operation = JSON.string(leaf.operation.rawValue)
        switch model.name {
        case "account.account": return account(name, operation, isExact: leaf.operation == .equal, profile)
        case "res.country.state":
            guard leaf.operation == .equal || leaf.operation == .likeAnyCase else { return nil }
            return state(name, operation)
        case "product.product": return leaf.operation == .equal ? product(name) : nil
        default: return nil
        }
    }

    private static func isNegative(_ operation: DomainLeaf.Operator) -> Bool {
        [.unequal, .unequalOld, .isNotIn].contains(operation) || operation.isNotLike
    }

    /// `600000 Expenses`: the first word may be the code, or its beginning.
    private static func account(_ name: String, _ operation: JSON, isExact: Bool, _ profile: VersionProfile) -> JSON {
        let word = name.prefix { $0 != " " }
        let code: JSON =
            isExact
            ? ["code", "=", .string(String(word))]
            : ["code", profile.is18 ? "=like" : "=ilike", .string(word + "%")]
        return ["|", code, ["name", operation, .string(name)]]
    }

    /// `Texas (US)`: a name and its country.
    private static func state(_ name: String, _ operation: JSON) -> JSON? {
        guard name.last == ")", !name.contains(where: \.isNewline),
            let bracket = name.dropLast(2).lastIndex(of: "("), bracket > name.startIndex
        else { return nil }
        let state = JSON.string(name[..<bracket].trimmingCharacters(in: .whitespaces))
        let country = JSON.string(
            name[name.index(after: bracket)...].dropLast().trimmingCharacters(in: .whitespaces)
        )
        let usual: [JSON] = ["|", "|", ["name", operation, .string(name)], ["code", operation, .string(name)]]
        let apart: [JSON] = [
            "&", ["name", operation, state], "|", ["country_id.name", "ilike", country],
            ["country_id.code", "=", country],
        ]
        return .array(usual + apart)
    }

    /// `[CODE] Name`: the code in brackets is enough.
    private static func product(_ name: String) -> JSON? {
        guard let code = code(in: name) else { return nil }
        return [
            "|", "|", ["name", "=", .string(name)], ["default_code", "=", .string(name)],
            ["default_code", "=", .string(code)],
        ]
    }

    /// What stands in the first brackets of a name that are closed on their line.
    static func code(in name: String) -> String? {
        var start: String.Index?
        for index in name.indices {
            switch name[index] {
            case "[" where start == nil: start = name.index(after: index)
            case "]":
                if let start { return String(name[start..<index]) }
            case let character where character.isNewline: start = nil
            default: break
            }
        }
        return nil
    }
}
