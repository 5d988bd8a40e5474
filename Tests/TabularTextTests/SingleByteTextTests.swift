import TabularText
import Testing

struct SingleByteTextTests {
    @Test(
        arguments: [
            (SingleByteText.windows1252, [0x41, 0x80, 0xF1, 0xFC], "A€ñü"),
            (.oem850, [0x41, 0xA4, 0x81, 0xFF], "Añü\u{A0}"),
            (.oem437, [0x41, 0xA4, 0x81, 0xE1, 0xFD], "Añüß²"),
        ] as [(SingleByteText, [UInt8], String)]
    )
    func bytesAreTheCharactersOfTheirCodePage(page: SingleByteText, bytes: [UInt8], text: String) throws {
        #expect(try page.decoded(bytes).get() == text)
    }

    @Test func aByteThatIsNoCharacterIsToldWithItsPlace() {
        let failure = SingleByteText.windows1252.decoded([0x41, 0x42, 0x81])
        #expect(throws: SingleByteText.Undecodable.self) { try failure.get() }
        guard case .failure(let fault) = failure else { return }
        #expect(fault.offset == 2 && fault.byte == 0x81)
    }

    @Test(arguments: [SingleByteText.oem850, .oem437])
    func oemPagesHaveEveryByte(page: SingleByteText) throws {
        #expect(try page.decoded(Array(0...255)).get().unicodeScalars.count == 256)
    }
}
