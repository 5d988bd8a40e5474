import CanonicalModel
import ConnectorKit
import JSON

/// The shapes of canonical objects.
enum CanonicalShape {
    /// What is wrong with a payload, without any of its values; `nil` if nothing is.
    static func flaw(of payload: JSON, as object: String) -> String? {
        guard let members = payload.objectValue else { return "is no JSON object" }
        if object == SourceRecord.deletion {
            return ["id", "object"].first { members[$0]?.stringValue?.isEmpty ?? true }.map { "does not say its \($0)" }
        }
        guard let check = checks[object] else { return members.isEmpty ? "has no member" : nil }
        return check(payload)
    }

    private static let checks: [String: @Sendable (JSON) -> String?] = Dictionary(
        uniqueKeysWithValues: CanonicalVocabulary.objects.map { check($0) }
    )

    private static func check<Object: CanonicalObject>(
        _: Object.Type
    ) -> (String, @Sendable (JSON) -> String?) {
        (
            Object.name,
            { payload in
                do throws(JSONAccessError) {
                    let told = try Object(JSONReader(payload)).json
                    let strange = Set(payload.memberNames).subtracting(told.memberNames).sorted()
                    if !strange.isEmpty { return "has the undeclared member \(strange.joined(separator: ", "))" }
                    return told == payload ? nil : "is written in another form than the canonical one"
                } catch {
                    return "has no usable \(error.path): expected is \(error.expected)"
                }
            }
        )
    }
}

extension JSON {
    /// The names of all members, also of nested objects, each with the way to it.
    fileprivate var memberNames: [String] {
        switch self {
        case .object(let object):
            object.flatMap { key, value in [key] + value.memberNames.map { "\(key).\($0)" } }
        case .array(let elements): elements.flatMap(\.memberNames)
        default: []
        }
    }
}
