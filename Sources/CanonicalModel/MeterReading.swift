public import JSON

/// One value of a machine's cumulative meter, as a telematics provider reported it.
///
/// The counter is kept in whole seconds (domain.md §10), the source's own text and unit beside it.
public struct MeterReading: CanonicalObject {
    /// `MeterReading`.
    public static let name = "MeterReading"
    /// The version of the shape.
    public static let schemaVersion = 1
    /// Internal.
    public static let sensitivity = SensitivityClass.c1

    /// A billion hours: no meter has more digits.
    public static let greatestCounter: Int64 = 3_600_000_000_000

    /// Which meter of a machine.
    public enum Series: String, Sendable, Hashable, CaseIterable {
        /// Hours with the engine running, since the meter was new.
        case operatingHours
        /// Hours with the engine running and no work done, since the meter was new.
        case idleHours
    }

    /// How the provider names the machine.
    public let equipment: EquipmentIdentity
    /// Which meter.
    public let series: Series
    /// When the machine reported it, by the machine's clock.
    public let time: Instant
    /// The counter in whole seconds.
    public let counterSeconds: Int64
    /// The value as the source wrote it, for example `PT4211H36M` or `1320.40`.
    public let sourceValue: String

    /// Creates a reading.
    public init(
        equipment: EquipmentIdentity,
        series: Series,
        time: Instant,
        counterSeconds: Int64,
        sourceValue: String
    ) {
        self.equipment = equipment
        self.series = series
        self.time = time
        self.counterSeconds = counterSeconds
        self.sourceValue = sourceValue
    }

    /// Machine, meter and time: what makes a reading one reading (domain.md T-1).
    public var key: String {
        "\(equipment.text)/\(series.rawValue)/\(time.text)"
    }

    /// The reading as JSON.
    public var json: JSON {
        [
            "equipment": equipment.json, "series": .string(series.rawValue), "time": .string(time.text),
            "counterSeconds": .integer(counterSeconds), "sourceValue": .string(sourceValue),
        ]
    }

    /// Reads a reading.
    ///
    /// - Throws: ``JSONAccessError`` with the path of the first member that cannot be read.
    public init(_ reader: JSONReader) throws(JSONAccessError) {
        let seriesReader = try reader.member("series")
        let seriesText = try seriesReader.string()
        guard let series = Series(rawValue: seriesText) else {
            throw JSONAccessError(path: seriesReader.path, expected: "a meter series", found: "\"\(seriesText)\"")
        }
        let counter = try reader.member("counterSeconds")
        let counterSeconds = try counter.integer()
        guard (0...Self.greatestCounter).contains(counterSeconds) else {
            throw JSONAccessError(
                path: counter.path,
                expected: "a counter from 0 to \(Self.greatestCounter) s",
                found: "\(counterSeconds)"
            )
        }
        self.init(
            equipment: try EquipmentIdentity(reader.member("equipment")),
            series: series,
            time: try reader.member("time").instant(),
            counterSeconds: counterSeconds,
            sourceValue: try reader.member("sourceValue").string()
        )
    }
}
