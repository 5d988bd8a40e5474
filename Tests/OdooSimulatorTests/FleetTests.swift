import JSON
import Testing

struct FleetTests {
    private func vehicle(_ client: OdooClient, plate: JSON = "EX-104") throws -> Int64 {
        let brand = try client.create("fleet.vehicle.model.brand", ["name": "Kestrel"])
        let model = try client.create("fleet.vehicle.model", ["name": "KX-30", "brand_id": .integer(brand)])
        return try client.create("fleet.vehicle", ["model_id": .integer(model), "license_plate": plate])
    }

    @Test func vehicleIsNamedByBrandModelAndPlate() throws {
        let client = try OdooClient()
        let id = try vehicle(client)
        let plain = try vehicle(client, plate: false)

        let record = try client.call(
            "fleet.vehicle",
            "read",
            [.integer(id)],
            [
                "name", "display_name", "model_id", "brand_id", "odometer", "odometer_unit", "state_id",
                "acquisition_date",
            ]
        )
        #expect(record[0]?["name"] == "Kestrel/KX-30/EX-104")
        #expect(record[0]?["display_name"] == "Kestrel/KX-30/EX-104")
        #expect(record[0]?["model_id"]?[1] == "Kestrel/KX-30")
        #expect(record[0]?["brand_id"]?[1] == "Kestrel")
        #expect(record[0]?["odometer"] == .real(0))
        #expect(record[0]?["odometer_unit"] == "kilometers")
        #expect(record[0]?["state_id"]?[1] == "New Request")
        #expect(record[0]?["acquisition_date"] == "2026-01-05")
        #expect(try client.value("name", of: "fleet.vehicle", plain) == "Kestrel/KX-30/No Plate")
    }

    @Test func vehicleNeedsAModel() throws {
        let data = try OdooClient().refusal("fleet.vehicle", "create", ["license_plate": "EX-104"])

        #expect(
            data["message"]?.stringValue?.hasSuffix("Model: Vehicle (fleet.vehicle)\nField: Model (model_id)\n") == true
        )
    }

    @Test func highestReadingIsShownAndALowerOneIsTaken() throws {
        let client = try OdooClient()
        let id = try vehicle(client)

        let reading = try client.create(
            "fleet.vehicle.odometer",
            ["vehicle_id": .integer(id), "value": .real(1200.5), "date": "2026-01-02"]
        )
        try client.call("fleet.vehicle", "write", [.integer(id)], ["odometer": 1210])
        _ = try client.create("fleet.vehicle.odometer", ["vehicle_id": .integer(id), "value": 5, "date": "2026-01-03"])

        #expect(try client.value("odometer", of: "fleet.vehicle", id) == .real(1210))
        #expect(try client.value("name", of: "fleet.vehicle.odometer", reading) == "Kestrel/KX-30/EX-104 / 2026-01-02")
        let values = try client.call("fleet.vehicle.odometer", "search_read", [], ["value", "date"])
        #expect(values.arrayValue?.map { $0["value"] } == [.real(1210), .real(5), .real(1200.5)])
        #expect(values[0]?["date"] == "2026-01-05")
    }

    @Test func vehiclesAreLoadedByExternalIDs() throws {
        let client = try OdooClient(options: ["grant-fleet": "true"])
        try client.as("connector") { client in
            _ = try client.load("fleet.vehicle.model.brand", ["id", "name"], [["kst.b", "Kestrel"]])
            _ = try client.load("fleet.vehicle.model", ["id", "name", "brand_id/id"], [["kst.m", "KX-30", "kst.b"]])

            let answer = try client.load(
                "fleet.vehicle",
                ["id", "license_plate", "vin_sn", "model_id/id"],
                [["kst.ex104", "EX-104", "KST0KX30A00104", "kst.m"]]
            )

            let id = try #require(answer["ids"]?[0]?.integerValue)
            #expect(try client.value("name", of: "fleet.vehicle", id) == "Kestrel/KX-30/EX-104")
        }
    }
}
