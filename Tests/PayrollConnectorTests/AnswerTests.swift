import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import PayrollConnector
import Testing

/// What payroll answers to a batch.
struct AnswerTests {
    private static let line = "batch=260105;status=PARTIAL;read=2;accepted=1;rejected=1;hours_accepted=44.50"

    @Test(arguments: [
        line, line + "\n", "\u{FEFF}" + line + "\r\n\r\n\r\n", "Payroll of KST\r\n" + line + "\r\nEnd of answer\r\n",
        " " + line + "  ",
    ])
    func anAcknowledgementIsReadWhateverStandsAroundIt(text: String) throws {
        let result = try Office.result(try Office.connector(), "PRKSTEPI_260105.ack", text)
        #expect(
            result
                == PayrollBatchResult(
                    batch: "260105",
                    status: .partial,
                    read: 2,
                    accepted: 1,
                    hoursAccepted: Decimal(plain: "44.5")
                )
        )
    }

    @Test(arguments: [
        "", "hello", line + "\n" + line, "batch=../x;status=ACCEPTED", "batch=260105;status=DONE",
        "batch=260105;status=PARTIAL;read=3;accepted=1;rejected=1", "batch=260105;status=PARTIAL;read=two",
        "batch=260105;batch=260106;status=ACCEPTED", "batch=260105;status=ACCEPTED;hours_accepted=4,5",
    ])
    func anAcknowledgementThatCannotBeOneIsAFault(text: String) throws {
        let connector = try Office.connector()
        #expect(throws: FileFault.self) { try Office.result(connector, "PRKSTEPI_260105.ack", text) }
    }

    @Test(arguments: [
        ("PRKSTEPI_260105.rej", "260105"), ("PRKSTEPI_260105_2.rej", "260105"), ("PRKS_EPI_260105B.rej", "260105B"),
        ("SPI_KST00001_260105.rej", "260105"), ("PRTB_1_260105_12.rej", "260105"),
    ])
    func rejectsNameTheirBatchByTheFile(name: String, batch: String) throws {
        let text = "line,code,message\n3,E214,\"Hours 3 Code DBL not set up for company KST\"\n"
        let result = try Office.result(try Office.connector(), name, text)
        #expect(result.batch == batch)
        #expect(result.read == nil)
        #expect(
            result.rejects == [
                .init(row: 3, employee: nil, code: "E214", message: "Hours 3 Code DBL not set up for company KST")
            ]
        )
    }

    @Test func aRejectWithoutALineIsOfTheWholeFile() throws {
        let result = try Office.result(
            try Office.connector(),
            "PRKSTEPI_260105.rej",
            "line,code,message\r\n,E105,Batch 260105 was imported before\r\n"
        )
        #expect(result.rejects.map(\.row) == [nil])
    }

    /// An identity number is repeated nowhere, whichever column it stands in because a row is out of place.
    @Test(arguments: 0..<4)
    func noCellOfRejectsIsRepeated(_ column: Int) throws {
        var cells = ["3", "000417", "E214", "not set up"]
        cells[column] = "078-05-1120 is what stands here and is much too long for a code"
        let text = "line,worker_id,code,message\n" + cells.joined(separator: ",") + "\n"
        var told = ""
        do {
            told = "\(try Office.result(try Office.connector(), "PRKSTEPI_260105.rej", text))"
        } catch {
            told = "\(error)"
        }
        #expect(told.contains("260105") && !told.contains("078-05"), "\(told)")
    }

    @Test func rejectsWithoutABatchOrWithoutRowsAreFaults() throws {
        let connector = try Office.connector()
        #expect(throws: FileFault.self) { try Office.result(connector, "rejects.rej", "line,code,message\n3,E,x\n") }
        #expect(throws: FileFault.self) { try Office.result(connector, "PR_260105.rej", "line,code,message\n") }
        #expect(throws: FileFault.self) { try Office.result(connector, "PR_260105.rej", "line,code,message\nx,E,y\n") }
    }

    @Test(arguments: [true, false])
    func aReportIsAcknowledgementAndRejectsAtOnce(hasHeader: Bool) throws {
        let connector = try Office.connector([
            "layout": "paychex", "clientId": "KST00001", "header": hasHeader ? "true" : "false",
        ])
        let text =
            "batch=260105;status=Completed with Errors and Warnings;read=3;accepted=1;rejected=2;hours_accepted=8.00\n"
            + "line,worker_id,code,message\n2,417,E214,Pay Component DBL is not set up\n3,417,E290,another line\n"
        let result = try Office.result(connector, "SPI_KST00001_260105.rpt", text)
        #expect(result.status == .partial)
        #expect(result.rejects.map(\.row) == (hasHeader ? [2, 3] : [3, 4]), "rows count as if there were a header")
        #expect(result.rejects.allSatisfy { $0.employee == "000417" })
        for rest in ["", "line,worker_id,code,message\r\n"] {
            let clean = try Office.result(
                connector,
                "SPI_KST00001_260105.rpt",
                "batch=260105;status=Completed;read=3;accepted=3;rejected=0;hours_accepted=24.00\n" + rest
            )
            #expect(clean.status == .accepted && clean.rejects.isEmpty)
        }
        let nothing = "batch=260105;status=Completed with Errors and Warnings;read=1;accepted=0;rejected=1\n"
        let refused = try Office.result(connector, "a_260105.rpt", nothing + "line,worker_id,code,message\n2,417,E,x\n")
        #expect(refused.status == .rejected)
    }

    @Test func anAnswerKeepsItsIdWhereverItComesFrom() throws {
        let connector = try Office.connector()
        let first = try Office.record(connector, "PRKSTEPI_260105.ack", Self.line)
        let again = try Office.record(connector, "PRKSTEPI_260105_2.ack", Self.line)
        let other = try Office.record(connector, "PRKSTEPI_260105_2.ack", Self.line.replacingStatus)
        #expect(first.id == again.id)
        #expect(first.id != other.id)
        #expect(first.id.hasPrefix("260105/acknowledgements@"))
    }

    @Test func anEndlessAnswerIsAFaultBeforeItFillsTheMemory() throws {
        let connector = try Office.connector()
        let megabyte = [UInt8](repeating: 0x41, count: 1 << 20)
        let stream = try #require(connector.fileStreams.first)
        let file = ArrivedFile(name: "a_260105.ack", size: 1, digest: "", modifiedAt: Instant(seconds: 0))
        var reader = try connector.reader(of: file, in: stream)
        #expect(throws: FileFault.self) { for _ in 0..<40 { _ = try reader.take(megabyte) } }
        let large = ArrivedFile(name: "a_260105.ack", size: 1 << 40, digest: "", modifiedAt: Instant(seconds: 0))
        #expect(throws: FileFault.self) { try connector.reader(of: large, in: stream) }
    }
}

extension String {
    fileprivate var replacingStatus: String {
        split(separator: "PARTIAL", omittingEmptySubsequences: false).joined(separator: "REJECTED")
    }
}
