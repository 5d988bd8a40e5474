import Foundation
import SimulatorKit

/// A domain whose fields are resolved: what is asked of each record.
indirect enum Condition: Sendable {
    case constant(Bool)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case test(FieldDefinition, ValueTest)
}

/// What is asked of one value.
enum ValueTest: Sendable {
    /// One of these values, or empty if that counts.
    case isOne(of: Set<FieldValue>, orEmpty: Bool)
    /// None of these values; empty ones pass if `orEmpty` says so.
    case isNone(of: Set<FieldValue>, orEmpty: Bool)
    case less(FieldValue, orEqual: Bool)
    case greater(FieldValue, orEqual: Bool)
    case like(LikePattern)
    /// Empty values pass.
    case notLike(LikePattern)
    /// Points to one of these records, or to none if that counts.
    case links(to: Set<Int64>, orNone: Bool)
    /// Points to none of these records; an empty link passes if `orNone` says so.
    case linksToNone(of: Set<Int64>, orNone: Bool)
    /// Is an analytic distribution that names one of these accounts.
    case distributes(to: Set<Int64>)
}

extension Environment {
    /// Whether a record fulfils a condition.
    func matches(_ condition: Condition, _ model: ModelDefinition, _ id: Int64) -> Bool {
        switch condition {
        case .constant(let truth): truth
        case .all(let parts): parts.allSatisfy { matches($0, model, id) }
        case .any(let parts): parts.contains { matches($0, model, id) }
        case .not(let part): !matches(part, model, id)
        case .test(let field, let test): test.accepts(value(of: field, in: model, id), isText: field.type.isText)
        }
    }
}

extension ValueTest {
    /// Whether a value passes.
    func accepts(_ value: FieldValue, isText: Bool) -> Bool {
        switch self {
        case .isOne(let values, let orEmpty): value.isNull ? orEmpty : values.contains(value)
        case .isNone(let values, let orEmpty): value.isNull ? orEmpty : !values.contains(value)
        case .less(let limit, let orEqual): value.precedes(limit) || (orEqual && value == limit)
        case .greater(let limit, let orEqual): limit.precedes(value) || (orEqual && value == limit)
        case .like(let pattern): value.textForPattern.map(pattern.matches) ?? false
        case .notLike(let pattern): value.textForPattern.map { !pattern.matches($0) } ?? true
        case .links(let ids, let orNone): Self.links(value, to: ids, orNone: orNone)
        case .linksToNone(let ids, let orNone):
            value.recordIDs.isEmpty ? orNone : !value.recordIDs.contains { ids.contains($0) }
        case .distributes(let ids): !AnalyticDistribution.accounts(value).isDisjoint(with: ids)
        }
    }

    private static func links(_ value: FieldValue, to ids: Set<Int64>, orNone: Bool) -> Bool {
        let linked = value.recordIDs
        return linked.isEmpty ? orNone : linked.contains { ids.contains($0) }
    }
}

extension FieldValue {
    /// The text that a pattern is compared with: PostgreSQL casts numbers and days to text.
    fileprivate var textForPattern: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .date(let date): date.text
        case .moment(let moment): Timestamps.text(moment)
        default: nil
        }
    }
}
