internal import Foundation

extension SimulatedResponse {
    /// The answer with `{host}` in the place of the address at which it was asked for: links lead back there, and each run has
    /// another port.
    func withoutAddress(of request: SimulatedRequest) -> SimulatedResponse {
        guard let host = request.headers["host"], !host.isEmpty else { return self }
        var answer = self
        if headers.contains(where: { $0.value.contains(host) }) {
            answer.headers = headers.map { ($0.name, $0.value.replacing(host, with: "{host}")) }
        }
        answer.body = body.replacing(Data(host.utf8), with: Data("{host}".utf8))
        return answer
    }
}

extension [UInt8] {
    fileprivate func replacing(_ old: Data, with new: Data) -> [UInt8] {
        let bytes = Data(self)
        guard var found = bytes.range(of: old) else { return self }
        var result = Data()
        var rest = bytes.startIndex
        while true {
            result += bytes[rest..<found.lowerBound] + new
            rest = found.upperBound
            guard let next = bytes.range(of: old, in: rest..<bytes.endIndex) else { break }
            found = next
        }
        return Self(result + bytes[rest...])
    }
}
