import CanonicalModel

/// Why a value of an hour meter is no reading.
struct ReadingFault: Error, Hashable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

extension MeterReading {
    /// The units in which hours are seen to be stated, if any is.
    private static let hourUnits = ["hour", "hours", "hr", "hrs", "h"]

    /// Reads a value of the operating hours meter.
    ///
    /// - Throws: ``ReadingFault`` with what is wrong with hours, unit or time.
    init(_ element: HourElement, of equipment: EquipmentIdentity) throws(ReadingFault) {
        if let unit = element.unit, !Self.hourUnits.contains(unit.lowercased()) {
            throw ReadingFault("the unit '\(unit.excerpt(20))' where hours were expected")
        }
        guard let hours = element.hours else { throw ReadingFault("there are no hours") }
        guard let timeText = element.time else { throw ReadingFault("the time of the reading is missing") }
        guard let time = Instant(timeText) else {
            throw ReadingFault("the time is no existing one with a zone, such as 2026-01-05T05:58:11Z")
        }
        let counter: HourNotation
        do {
            counter = try HourNotation(hours)
        } catch {
            throw ReadingFault("hours: \(error.reason)")
        }
        self.init(
            equipment: equipment,
            series: .operatingHours,
            time: time,
            counterSeconds: counter.seconds,
            sourceValue: hours
        )
    }
}
