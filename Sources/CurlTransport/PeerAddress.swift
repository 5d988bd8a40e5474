import Foundation

/// The IP address of the other side of a connection.
package struct PeerAddress {
    /// 16 bytes; an address of IPv4 is the one that IPv6 maps it to.
    private let bytes: [UInt8]

    /// Reads an address as it is written in digits; `nil` for any other text.
    package init?(_ text: String) {
        // An address of one link carries the name of the link behind it.
        let plain = String(text.prefix { $0 != "%" })
        var v4 = [UInt8](repeating: 0, count: 4)
        var v6 = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, plain, &v4) == 1 {
            bytes = [UInt8](repeating: 0, count: 10) + [0xff, 0xff] + v4
        } else if unsafe inet_pton(AF_INET6, plain, &v6) == 1 {
            bytes = v6
        } else {
            return nil
        }
    }

    /// Whether it can be one of the Internet: not this machine, a private network, one link, a group, or reserved
    /// (IANA's special-purpose address registries).
    package var isPublic: Bool {
        embeddedV4.map { Self.isPublic($0) } ?? isPublicV6
    }

    /// The address of IPv4 that this one stands for: mapped, translated (RFC 6052) or tunnelled (RFC 3056).
    private var embeddedV4: ArraySlice<UInt8>? {
        if bytes.starts(with: [UInt8](repeating: 0, count: 10) + [0xff, 0xff]) { return bytes[12...] }
        if bytes.starts(with: [0x00, 0x64, 0xff, 0x9b] + [UInt8](repeating: 0, count: 8)) { return bytes[12...] }
        if bytes.starts(with: [0x20, 0x02]) { return bytes[2..<6] }
        return nil
    }

    private static func isPublic(_ v4: ArraySlice<UInt8>) -> Bool {
        let octets = Array(v4)
        switch (octets[0], octets[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): return false
        case (100, 64...127), (172, 16...31), (198, 18...19): return false
        case (192, 0): return ![0, 2].contains(octets[2])
        case (198, 51): return octets[2] != 100
        case (203, 0): return octets[2] != 113
        default: return true
        }
    }

    /// Only 2000::/3 is given out, without the parts for documentation and for tunnels.
    private var isPublicV6: Bool {
        bytes[0] & 0xe0 == 0x20 && !bytes.starts(with: [0x20, 0x01, 0x0d, 0xb8])
            && !bytes.starts(with: [0x20, 0x01, 0x00, 0x00])
    }
}
