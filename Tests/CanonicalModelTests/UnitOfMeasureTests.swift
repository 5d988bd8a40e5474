import CanonicalModel
import FoundationEssentials
import JSON
import Testing

/// Units of estimates (domain.md §9a): known words, exact conversion, the source kept.
struct UnitOfMeasureTests {
    @Test(arguments: [
        ("10", "CY", "7.64554857984", "MTQ"), ("10", "yd³", "7.64554857984", "MTQ"), ("1", "GLL", "3.785411784", "LTR"),
        ("2", "STN", "1814.36948", "KGM"), ("3", "mile", "4828.032", "MTR"), ("100", "SF", "9.290304", "MTK"),
        ("1", "SY", "0.83612736", "MTK"), ("1", "cu.ft", "0.028316846592", "MTQ"), ("7", "lb", "3.17514659", "KGM"),
        ("1250.5", "m²", "1250.5", "MTK"), ("420", "Std.", "420", "HUR"), ("5", "Stück", "5", "EA"),
        ("1", "psch", "1", "LS"), ("1.5", "t", "1500", "KGM"), ("2", "LF", "0.6096", "MTR"),
    ])
    func quantitiesBecomeMetricExactly(value: String, unit: String, metric: String, code: String) throws {
        let known = try #require(UnitOfMeasure(spelling: unit))
        let quantity = Quantity(try #require(Decimal(plain: value)), known).metric
        #expect(quantity.value.plainText == metric)
        #expect(quantity.unit.rawValue == code)
    }

    @Test(arguments: ["ton", "", "bucket", "m4"])
    func aUnitThatIsNotCertainIsNone(word: String) {
        #expect(UnitOfMeasure(spelling: word) == nil)
    }

    @Test func everyMetricUnitIsItsOwn() {
        for unit in UnitOfMeasure.allCases {
            let metric = unit.metric.unit
            #expect(metric.metric.unit == metric && metric.metric.factor == 1)
        }
    }

    @Test func anEstimateLineKeepsItsSourceBesideTheMetricQuantity() throws {
        let line = EstimateLine(
            path: "1",
            costCode: nil,
            costType: nil,
            text: "",
            quantity: 10,
            unit: "CY",
            unitPrice: nil,
            amount: 1
        )
        let estimate = Estimate(
            number: "E1",
            revision: "1",
            status: .open,
            currency: try #require(Currency("USD")),
            format: "csv",
            lines: [line]
        )
        let json = estimate.json["lines"]?[0]
        #expect(json?["quantity"] == "10" && json?["unit"] == "CY")
        #expect(json?["metricQuantity"] == "7.64554857984" && json?["metricUnit"] == "MTQ")
        #expect(try Estimate(JSONReader(estimate.json)) == estimate)
    }
}
