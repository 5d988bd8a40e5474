import JSON
import SimulatorKit

/// What records are grouped by: a field, or a date by a part of the calendar.
struct GroupKey: Sendable {
    /// The key as the caller gave it: `date:month`.
    let text: String
    let field: FieldDefinition
    let granularity: Granularity?

    /// Reads a key.
    ///
    /// - Throws: ValueError for an unknown field or granularity.
    init(_ text: String, _ model: ModelDefinition, _ profile: VersionProfile) throws(OdooError) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let steps = (parts.first ?? "").split(separator: ".").map(String.init)
        if steps.count > 1, model[steps[0]] != nil {
            let name = PythonText.quoted(steps[1])
            throw .python("ValueError", "Property name \(name) has to be used on a property field.")
        }
        guard let name = parts.first, let field = model[name] else {
            throw .invalidField(parts.first ?? "", of: model.name)
        }
        guard field.isSortable || (field.type == .many2many && field.isStored) else {
            throw .notInDatabase(field, model, profile)
        }
        self.text = text
        self.field = field
        guard field.type == .date || field.type == .datetime else {
            granularity = nil
            return
        }
        let name2 = parts.count == 2 ? parts[1] : "month"
        guard let granularity = Granularity(rawValue: name2) else {
            throw .python(
                "ValueError",
                "Granularity specification isn't correct: \(PythonText.quoted(name2))"
            )
        }
        self.granularity = granularity
    }

    /// The value that decides the group of a record: for days the first one of their part of the calendar.
    func bucket(_ value: FieldValue, in environment: Environment) -> FieldValue {
        let language = environment.context.language
        switch (granularity, value) {
        case (let granularity?, .date(let date)): return .date(granularity.start(of: date, language: language))
        case (let granularity?, .moment(let moment)):
            let zone = environment.context.timeZone
            let offset = TimeZones.offset(of: zone, at: moment)
            let seconds = moment.seconds + offset
            if granularity == .hour {
                let past = (seconds % 3600 + 3600) % 3600
                return .moment(SimulatedInstant(seconds: seconds - past - offset))
            }
            let day = CivilDate(daysSince1970: seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400)
            return .date(granularity.start(of: day, language: language))
        default:
            return field.type == .boolean && value.isNull ? .boolean(false) : value
        }
    }

    /// The groups that a record belongs to: with a list of links one for each of them.
    func buckets(_ value: FieldValue, in environment: Environment) -> [FieldValue] {
        guard field.type.isMany else { return [bucket(value, in: environment)] }
        return value.recordIDs.isEmpty ? [.null] : value.recordIDs.map { .record($0) }
    }

    /// The bucket as the answer shows it.
    ///
    /// - Throws: AttributeError for the hour of a day.
    func shown(_ bucket: FieldValue, in environment: Environment) throws(OdooError) -> JSON {
        if granularity == .hour, field.type == .date, !bucket.isNull {
            throw .python("AttributeError", "'datetime.date' object has no attribute 'hour'")
        }
        if let granularity, case .date(let start) = bucket {
            let language = environment.context.language
            return .string(granularity.label(ofPartFrom: start, language: language, environment.profile))
        }
        if case .moment(let start) = bucket, granularity == .hour {
            let offset = TimeZones.offset(of: environment.context.timeZone, at: start)
            return .string(Granularity.hourLabel(start.seconds + offset, language: environment.context.language))
        }
        if field.type.isMany, bucket.isNull { return false }
        return environment.wire(bucket, of: field, showsNames: true)
    }

    /// The domain that finds the records of a bucket.
    func domain(_ bucket: FieldValue, in environment: Environment) -> [JSON] {
        guard let range = range(bucket, in: environment) else {
            let shown = environment.wire(bucket, of: field, showsNames: false)
            return [[.string(field.shownName), "=", shown]]
        }
        return [
            "&", [.string(field.shownName), ">=", .string(range.from)],
            [.string(field.shownName), "<", .string(range.to)],
        ]
    }

    /// The first day or moment of a bucket and the first one behind it.
    func range(_ bucket: FieldValue, in environment: Environment) -> (from: String, to: String)? {
        if case .moment(let start) = bucket, granularity == .hour {
            return (Timestamps.text(start), Timestamps.text(SimulatedInstant(seconds: start.seconds + 3600)))
        }
        guard let granularity, case .date(let start) = bucket else { return nil }
        let end = granularity.end(ofPartFrom: start)
        guard field.type == .datetime else { return (start.text, end.text) }
        let zone = environment.context.timeZone
        let moments = [start, end].map { TimeZones.moment(ofLocal: Timestamps.start(of: $0), in: zone) }
        return (Timestamps.text(moments[0]), Timestamps.text(moments[1]))
    }
}
