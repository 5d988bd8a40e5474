internal import JSON
internal import SimulatorKit

/// The two JSON dialects: what the `iso` provider gives on request, and the capitalised one of the `json` provider.
struct JSONDialect: Sendable {
    /// How member names and the content type are spelled.
    enum Style: Sendable {
        /// `equipmentHeader`, `application/json`.
        case small
        /// `EquipmentHeader`, `application/iso15143-snapshot+json`.
        case capitalised
    }

    let style: Style

    /// Writes a page.
    func write(_ page: FleetPage) -> WrittenPage {
        var root = JSONObject()
        root[name("Version")] = "20190501"
        root[name("SnapshotTime")] = .string(page.snapshotTime.text)
        let links = page.relations.map { relation -> JSON in
            object([("Rel", .string(relation.rel)), ("Href", .string(page.address(of: relation.page)))])
        }
        if !links.isEmpty { root[name("Links")] = .array(links) }
        root[name("Equipment")] = .array(page.rows.map(json))
        let type = style == .small ? "application/json" : "application/iso15143-snapshot+json"
        return WrittenPage(contentType: type, text: JSON.object(root).text(style: .compact))
    }

    private func json(_ row: SnapshotRow) -> JSON {
        var members: [(String, JSON?)] = [("EquipmentHeader", header(row))]
        members.append(
            timed("Location", row.location) { position in
                [
                    ("Latitude", Notation.number(position.latitude, decimals: 6)),
                    ("Longitude", Notation.number(position.longitude, decimals: 6)),
                    ("Altitude", .integer(position.altitudeMetres)), ("AltitudeUnits", "metre"),
                ]
            }
        )
        members.append(timed("CumulativeIdleHours", row.idleHours) { [("Hour", hour($0))] })
        members.append(timed("CumulativeOperatingHours", row.operatingHours) { [("Hour", hour($0))] })
        members.append(timed("Distance", row.distance, content: distance))
        members.append(
            timed("FuelUsed", row.fuelUsed) { centilitres in
                [("FuelUnits", "litre"), ("FuelConsumed", Notation.number(centilitres, decimals: 2))]
            }
        )
        members.append(
            timed("FuelRemaining", row.fuelRemaining) { level in
                [
                    ("Percent", .integer(level.percent)), ("FuelTankCapacityUnits", "litre"),
                    ("FuelTankCapacity", .integer(level.tankLitres)),
                ]
            }
        )
        members.append(
            timed("EngineStatus", row.engineStatus) { isRunning in
                [("EngineNumber", "1"), ("Running", .bool(isRunning))]
            }
        )
        return object(members)
    }

    private func header(_ row: SnapshotRow) -> JSON {
        object([
            ("UnitInstallDateTime", .string(row.installed)), ("OEMName", .string(row.identity.oem)),
            ("Model", row.identity.model.map(JSON.string)), ("EquipmentID", row.identity.equipmentID.map(JSON.string)),
            ("SerialNumber", row.identity.serial.map(JSON.string)), ("PIN", row.identity.pin.map(JSON.string)),
        ])
    }

    private func distance(_ metres: Int64) -> [(String, JSON?)] {
        switch style {
        case .small:
            [
                ("OdometerUnits", "mile"),
                ("Odometer", Notation.number(Notation.tenthsOfMiles(metres: metres), decimals: 1)),
            ]
        case .capitalised:
            [
                ("OdometerUnits", "km"),
                ("Odometer", Notation.number(Notation.tenthsOfKilometres(metres: metres), decimals: 1)),
            ]
        }
    }

    private func hour(_ value: SnapshotRow.HourValue) -> JSON {
        switch value {
        case .text(let text): .string(text)
        case .counterAsText(let hours): .string(hours.text)
        case .counter(let hours), .counterLessAMillisecond(let hours): Notation.number(hours.hundredths, decimals: 2)
        }
    }

    private func timed<Value>(
        _ name: String,
        _ reading: SnapshotRow.Reading<Value>?,
        content: (Value) -> [(String, JSON?)]
    ) -> (String, JSON?) {
        (name, reading.map { object(content($0.value) + [("Datetime", .string($0.at.text))]) })
    }

    /// An object of the members that are there.
    private func object(_ members: [(String, JSON?)]) -> JSON {
        var object = JSONObject()
        for (key, value) in members { object[name(key)] = value }
        return .object(object)
    }

    private func name(_ capitalised: String) -> String {
        guard style == .small else { return capitalised }
        let capitals = capitalised.prefix { $0.isUppercase }
        // `OEMName` becomes `oemName`, `PIN` becomes `pin`, `SerialNumber` becomes `serialNumber`.
        let count = capitals.count == capitalised.count ? capitals.count : max(1, capitals.count - 1)
        return capitalised.prefix(count).lowercased() + capitalised.dropFirst(count)
    }
}
