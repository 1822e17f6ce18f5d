/// The hot loop.
extension DeflateDecoder {
  /// Why the hot loop has stopped.
  enum FastOutcome {
    /// Too little input or room is left.
    case margin
    case endOfBlock
    case damaged
  }

  /// Input that must be there for one round: two times 8 bytes are read, the
  /// second up to 7 bytes further on, and up to 7 after that are counted as read.
  static var fastInput: Int { 32 }
  /// Bytes that one round may write: three literals or two and a match.
  static var fastOutput: Int { longestMatch + 2 }
  /// Bytes beyond them that a copy in whole words may write.
  static var overrun: Int { 48 }

  /// Decodes symbols while there is input and room for a whole round.
  /// - Parameter fastEnd: the last place at which a round may begin.
  mutating func decodeFast(
    _ output: UnsafeMutableRawPointer, _ start: Int, _ place: inout Int, _ fastEnd: Int
  ) -> FastOutcome {
    let litlen = UnsafePointer(tables.litlen)
    let distances = UnsafePointer(tables.distance)
    let litlenMask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: tables.litlenBits) &- 1
    let distanceMask: UInt64 = 1 &<< UInt64(DeflateTables.distanceBits) &- 1
    let from = output + start
    let lastOut = output + fastEnd
    let lastIn = inputEnd - Self.fastInput
    var out = output + place
    var next = self.next
    var buffer = self.buffer
    // Only the lowest six bits count: whole cells are taken off, which saves a mask each.
    var bits = UInt64(truncatingIfNeeded: self.bits)
    var outcome = FastOutcome.margin

    // Now 56 bits at least are in the buffer.
    @inline(__always) func refill() {
      buffer |= next.loadUnaligned(as: UInt64.self).littleEndian &<< bits
      next += Int(truncatingIfNeeded: (63 &- bits) &>> 3 & 7)
      bits |= 56
    }
    @inline(__always) func look() -> UInt32 { litlen[Int(truncatingIfNeeded: buffer & litlenMask)] }
    @inline(__always) func drop(_ cell: UInt32) {
      buffer = buffer &>> UInt64(truncatingIfNeeded: cell)
      bits = bits &- UInt64(truncatingIfNeeded: cell)
    }
    @inline(__always) func put(_ cell: UInt32) {
      out.storeBytes(of: UInt8(truncatingIfNeeded: cell &>> 16), as: UInt8.self)
      out += 1
    }

    refill()
    var cell = look()
    while true {
      var saved = buffer
      drop(cell)
      if cell & DeflateCell.literal != 0 {
        var literal = cell
        cell = look()
        saved = buffer
        drop(cell)
        put(literal)
        if cell & DeflateCell.literal != 0 {
          literal = cell
          cell = look()
          saved = buffer
          drop(cell)
          put(literal)
          if cell & DeflateCell.literal != 0 {
            put(cell)
            refill()
            cell = look()
            if out <= lastOut && next <= lastIn { continue }
            break
          }
        }
      }
      if cell & DeflateCell.special != 0 {
        if cell & DeflateCell.link != 0 {
          let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: cell &>> 8 & 15) &- 1
          cell = litlen[Int(cell &>> 16) &+ Int(truncatingIfNeeded: buffer & mask)]
          saved = buffer
          drop(cell)
          if cell & DeflateCell.literal != 0 {
            put(cell)
            refill()
            cell = look()
            if out <= lastOut && next <= lastIn { continue }
            break
          }
        }
        if cell & DeflateCell.special != 0 {
          outcome = cell & DeflateCell.invalid != 0 ? .damaged : .endOfBlock
          break
        }
      }
      let length = Self.value(cell, saved)
      refill()
      cell = distances[Int(truncatingIfNeeded: buffer & distanceMask)]
      if cell & DeflateCell.special != 0 {
        if cell & DeflateCell.link != 0 {
          drop(cell)
          let mask: UInt64 = 1 &<< UInt64(truncatingIfNeeded: cell &>> 8 & 15) &- 1
          cell = distances[Int(cell &>> 16) &+ Int(truncatingIfNeeded: buffer & mask)]
        }
        if cell & DeflateCell.special != 0 {
          outcome = .damaged
          break
        }
      }
      saved = buffer
      drop(cell)
      let distance = Self.value(cell, saved)
      if distance > out - from {
        outcome = .damaged
        break
      }
      // Looked up before the copy, so that it does not wait for it.
      refill()
      cell = look()
      Self.copy(out, distance, length)
      out += length
      if out <= lastOut && next <= lastIn { continue }
      break
    }
    self.next = next
    self.buffer = buffer
    self.bits = Int(truncatingIfNeeded: bits & 63)
    place = out - output
    return outcome
  }

  /// Copies `length` bytes from `distance` before `to`, which may reach into what is
  /// being written; up to `overrun` bytes beyond them may be written too.
  @inline(__always)
  private static func copy(_ to: UnsafeMutableRawPointer, _ distance: Int, _ length: Int) {
    var to = to
    let end = to + length
    var from = UnsafeRawPointer(to - distance)
    if distance >= 16 {
      to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
      to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self), toByteOffset: 16, as: SIMD16<UInt8>.self)
      if length <= 32 { return }
      repeat {
        to += 32
        from += 32
        to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        to.storeBytes(
          of: from.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self), toByteOffset: 16, as: SIMD16<UInt8>.self)
      } while to + 32 < end
    } else if distance == 1 {
      let bytes = SIMD16<UInt8>(repeating: from.load(as: UInt8.self))
      repeat {
        to.storeBytes(of: bytes, as: SIMD16<UInt8>.self)
        to += 16
      } while to < end
    } else {
      // Eight bytes at a time, of which those hold that lie `distance` on; nearer ones are written again.
      let step = Swift.min(distance, 8)
      repeat {
        to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
        to += step
        from += step
      } while to < end
    }
  }
}
