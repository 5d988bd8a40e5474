import JSON
import Recordings
import Testing

/// How a recording differs from another one.
struct RecordingDiffTests {
    /// A list, a new machine with a number of its own, and that machine.
    private static func yard(_ id: Int, name: String = "North", order: String = "a") -> Recording {
        Exchanges.recording([
            (Exchanges.get("/machines?order=\(order)"), Exchanges.answer("[]")),
            (
                Exchanges.json("POST", "/machines", #"{"name":"\#(name)"}"#),
                Exchanges.answer(#"{"id":\#(id)}"#, status: 201)
            ),
            (Exchanges.get("/machines/\(id)"), Exchanges.answer(#"{"id":\#(id),"name":"\#(name)","rate":1.10}"#)),
            (
                Exchanges.json("POST", "/hours", #"{"machine_id":\#(id),"tag_ids":[[6,0,[\#(id)]]],"hours":6}"#),
                Exchanges.answer(#"{"id":1}"#)
            ),
        ])
    }

    @Test func otherIdentifiersAreNoDifference() {
        let diff = RecordingDiff.between(Self.yard(5), Self.yard(9))
        #expect(diff.entries == [] && diff.compared == 4)
    }

    @Test func anotherAnswerIsToldByItsPath() throws {
        let changed = Self.yard(9).exchanges.map { exchange in
            var exchange = exchange
            if exchange.number == 3 {
                exchange.outcome = .answered(Exchanges.answer(#"{"id":9,"name":"North","rate":1.11}"#))
            }
            return exchange
        }
        let other = Recording(header: Exchanges.header(), exchanges: changed)
        let diff = RecordingDiff.between(Self.yard(5), other)
        #expect(diff.entries.map(\.number) == [3])
        #expect(diff.entries.first?.differences.map(\.description) == ["body/rate: recorded 1.10, found 1.11"])
        #expect(diff.json["requests"]?[0]?["differences"]?[0]?["path"] == "body/rate")
        #expect(RecordingDiff.between(Self.yard(5), other, ignoring: ["body/rate"]).entries == [])
        #expect(RecordingDiff.between(Self.yard(5), other, ignoring: ["*/rate"]).entries == [])
        #expect(RecordingDiff.between(Self.yard(5), other, ignoring: ["body/name"]).entries.count == 1)
    }

    @Test func aRequestThatOneOfThemDoesNotHaveIsADifference() {
        let diff = RecordingDiff.between(Self.yard(5), Self.yard(5, order: "b"))
        #expect(
            diff.entries.flatMap { $0.differences.map(\.description) } == [
                "request: recorded sent, found nothing", "request: recorded nothing, found sent as number 1",
            ]
        )
    }

    @Test func aRecordingThatIsCutOffIsNotEqual() {
        let (one, other) = (Self.yard(5), Self.yard(9))
        let cut = Recording(header: other.header, exchanges: other.exchanges, isCutOff: true)
        #expect(RecordingDiff.between(one, other).isEqual)
        for diff in [RecordingDiff.between(one, cut), RecordingDiff.between(cut, one)] {
            #expect(diff.entries.isEmpty && !diff.isEqual && diff.json["cutOff"] == true)
        }
        let nothing = Exchanges.recording([])
        #expect(!RecordingDiff.between(nothing, nothing).isEqual)
    }

    /// Items of the same name are a list: neither its second value nor its length may be overlooked.
    @Test(arguments: ["/machines?id=1&id=2", "/machines?id=1&id=3", "/machines?id=1", "/machines?id=1&id=2&id=3"])
    func itemsOfOneNameAreComparedTogether(_ target: String) {
        let one = Exchanges.recording([(Exchanges.get("/machines?id=1&id=2"), Exchanges.answer("[]"))])
        let other = Exchanges.recording([(Exchanges.get(target), Exchanges.answer("[]"))])
        let diff = RecordingDiff.between(one, other)
        #expect(diff.entries.isEmpty == (target == "/machines?id=1&id=2"), "\(diff.entries)")
    }

    @Test func requestsHaveTheOtherIdentifiersAndTheSecrets() {
        var references = References()
        for exchange in Self.yard(5).exchanges.prefix(2) {
            let other = Self.yard(9).exchanges[exchange.number - 1]
            guard let answer = other.answer else { continue }
            references = AnswerComparison(exchange, answer, Exchanges.rules, references).references
        }
        let translation = RequestTranslation(filling: ["masked-1": "p\"w", "masked-2": "kst:word"])
        let get = translation.translated(Exchanges.get("/machines/5?machine_id=5&n=5&key=masked-1"), references)
        #expect(get.target == "/machines/9?machine_id=9&n=5&key=p%22w")
        let post = Exchanges.json(
            "POST",
            "/machines",
            #"{"id":5,"n":5,"tag_ids":[[6,0,[5]],[4,5,0],[4,5]],"ids":[4,2,5],"filter":[["machine_id","=",5],["n","=",5]],"key":"masked-1"}"#,
            ["Authorization": "Basic masked-2"]
        )
        let sent = translation.translated(post, references)
        #expect(
            sent.body.text
                == #"{"id":9,"n":5,"tag_ids":[[6,0,[9]],[4,9,0],[4,9]],"ids":[4,2,9],"filter":[["machine_id","=",9],["n","=",5]],"key":"p\"w"}"#
        )
        #expect(sent.headers.value("Authorization") == "Basic a3N0OndvcmQ=")
        let rows = #"[["name","machine_id/.id",".id"],[["5","5","5"],["b","6","5"]]]"#
        let load = translation.translated(Exchanges.json("POST", "/machines", rows), references)
        #expect(load.body.text == #"[["name","machine_id/.id",".id"],[["5","9","9"],["b","6","9"]]]"#)
        #expect(RequestTranslation().missing(in: post) == ["masked-1", "masked-2"])
        #expect(translation.missing(in: post) == [])
    }
}
