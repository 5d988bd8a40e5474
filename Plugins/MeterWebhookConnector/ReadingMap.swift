import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON

/// Where in a body the values of a reading stand.
struct ReadingMap: Sendable {
    /// What a number of the meter counts.
    enum Unit: String, CaseIterable {
        case hours
        case seconds
    }

    /// How a time is written.
    enum TimeForm: String, CaseIterable {
        /// As RFC 3339.
        case text
        /// Whole seconds since 1970.
        case seconds
        /// Milliseconds since 1970.
        case milliseconds
    }

    static let keys = [
        ConfigurationKey(
            "readings",
            .text,
            summary: "The member with the list of readings; the body itself if not given."
        ),
        ConfigurationKey("pin", .text, summary: "Within a reading, the member with the machine's PIN."),
        ConfigurationKey("oem", .text, summary: "Within a reading, the member with the manufacturer."),
        ConfigurationKey("serial", .text, summary: "Within a reading, the member with the serial number."),
        ConfigurationKey(
            "equipmentId",
            .text,
            summary: "Within a reading, the member with the owner's name of the machine."
        ),
        ConfigurationKey(
            "counter",
            .text,
            required: true,
            summary: "Within a reading, the member with the meter's value."
        ),
        ConfigurationKey(
            "unit",
            .choice(Unit.allCases.map(\.rawValue)),
            default: "hours",
            summary: "What the meter's value counts."
        ),
        ConfigurationKey("time", .text, required: true, summary: "Within a reading, the member with its time."),
        ConfigurationKey(
            "timeForm",
            .choice(TimeForm.allCases.map(\.rawValue)),
            default: "text",
            summary: "How that time is written: as text of RFC 3339, or in seconds or milliseconds since 1970."
        ),
    ]

    private let readings: [String]
    private let identity: [String: [String]]
    private let counter: [String]
    private let unit: Unit
    private let time: [String]
    private let timeForm: TimeForm

    init(_ configuration: ConnectorConfiguration) throws(ConnectorError) {
        func path(_ key: String) -> [String]? {
            configuration.text(key)?.split(separator: ".").map { String($0) }
        }
        readings = path("readings") ?? []
        var identity: [String: [String]] = [:]
        for key in ["pin", "oem", "serial", "equipmentId"] { identity[key] = path(key) }
        guard identity["pin"] != nil || identity["serial"] != nil || identity["equipmentId"] != nil else {
            throw .invalidConfiguration(key: "pin", reason: "or 'serial' or 'equipmentId' must say what the machine is")
        }
        self.identity = identity
        counter = try configuration.requiredText("counter").split(separator: ".").map { String($0) }
        time = try configuration.requiredText("time").split(separator: ".").map { String($0) }
        unit = Unit(rawValue: configuration.text("unit") ?? "hours") ?? .hours
        timeForm = TimeForm(rawValue: configuration.text("timeForm") ?? "text") ?? .text
    }

    /// The readings of a body, and what of it is none.
    func content(of body: [UInt8]) -> WebhookContent {
        let document: JSON
        do throws(JSONSyntaxError) {
            document = try JSON(parsing: body)
        } catch {
            return Self.reject("malformed_webhook", "body", "\(error)", excerpt: Self.excerpt(body))
        }
        let elements: [JSONReader]
        do throws(JSONAccessError) {
            let place = try Self.member(readings, of: JSONReader(document))
            elements = place.value?.arrayValue == nil ? [place] : try place.elements()
        } catch {
            return Self.reject("malformed_webhook", "body", "\(error)", excerpt: Self.excerpt(body))
        }
        var records: [SourceRecord] = []
        var rejects: [SourceReject] = []
        for element in elements {
            do throws(JSONAccessError) {
                let reading = try reading(element)
                records.append(
                    SourceRecord(
                        // A value that comes later for the same time is another record, for a person to look at.
                        id: "\(reading.key)/\(reading.counterSeconds)",
                        object: MeterReading.name,
                        occurredAt: reading.time,
                        payload: reading.json
                    )
                )
            } catch {
                let excerpt = Self.excerpt(Array((element.value ?? .null).canonicalText.utf8))
                // The places of a list differ from delivery to delivery; the trouble is the same.
                let subject = error.path.split(separator: ".").last.map { String($0) } ?? "reading"
                rejects.append(
                    SourceReject(kind: "malformed_reading", subject: subject, reason: "\(error)", excerpt: excerpt)
                )
            }
        }
        return WebhookContent(records: records, rejects: rejects)
    }

    private func reading(_ element: JSONReader) throws(JSONAccessError) -> MeterReading {
        var parts: [String: String] = [:]
        for (key, path) in identity { parts[key] = try Self.text(Self.member(path, of: element)) }
        let machine = EquipmentIdentity(
            oem: parts["oem"],
            serial: parts["serial"],
            pin: parts["pin"],
            equipmentID: parts["equipmentId"]
        )
        guard !machine.isEmpty else {
            throw JSONAccessError(path: element.path, expected: "a PIN, serial number or equipment id", found: "none")
        }
        let counterPlace = try Self.member(counter, of: element)
        let (seconds, written) = try counterSeconds(counterPlace)
        return MeterReading(
            equipment: machine,
            series: .operatingHours,
            time: try instant(Self.member(time, of: element)),
            counterSeconds: seconds,
            sourceValue: written
        )
    }

    private func counterSeconds(_ place: JSONReader) throws(JSONAccessError) -> (Int64, String) {
        let value = place.value?.stringValue == nil ? try place.decimalFromNumber() : try place.decimal()
        let seconds = unit == .hours ? value * 3600 : value
        guard value >= 0, let whole = Int64(seconds.rounded(scale: 0).plainText), whole <= MeterReading.greatestCounter
        else {
            throw JSONAccessError(
                path: place.path,
                expected: "a counter from 0 to \(MeterReading.greatestCounter) s",
                found: value.plainText
            )
        }
        return (whole, value.plainText)
    }

    private func instant(_ place: JSONReader) throws(JSONAccessError) -> Instant {
        guard timeForm != .text else { return try place.instant() }
        let count = try place.integer()
        let factor: Int64 = timeForm == .seconds ? 1_000_000 : 1000
        let (microseconds, isTooLarge) = count.multipliedReportingOverflow(by: factor)
        guard !isTooLarge else {
            throw JSONAccessError(path: place.path, expected: "a time since 1970", found: "\(count)")
        }
        return Instant(microseconds: microseconds)
    }

    /// A text, or an integer by its digits; `nil` for nothing.
    private static func text(_ place: JSONReader) throws(JSONAccessError) -> String? {
        if place.value == nil || place.value == .null { return nil }
        if let number = place.value?.integerValue { return "\(number)" }
        return try place.string()
    }

    private static func member(_ path: [String], of place: JSONReader) throws(JSONAccessError) -> JSONReader {
        var place = place
        for name in path { place = try place.member(name) }
        return place
    }

    private static func reject(
        _ kind: String,
        _ subject: String,
        _ reason: String,
        excerpt: String
    ) -> WebhookContent {
        WebhookContent(
            records: [],
            rejects: [SourceReject(kind: kind, subject: subject, reason: reason, excerpt: excerpt)]
        )
    }

    private static func excerpt(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.prefix(200), as: UTF8.self)
    }
}
