/// The hot loop.
extension DeflateDecoder {
  /// Why the hot loop has stopped.
  enum FastOutcome {
    /// Too little input or room is left.
    case margin
    case endOfBlock
    case damaged
  }

  /// Input that must be there when a round begins: before the first one up to 7 bytes
  /// are taken, and in each 8 are read.
  static var fastInput: Int { 16 }
  /// Bytes that one round may write: two literals, or one and a match.
  static var fastOutput: Int { longestMatch + 2 }
  /// Bytes beyond them that a copy in whole words may write.
  static var overrun: Int { 64 }

  /// Decodes symbols while there is input and room for a whole round.
  /// - Parameter fastEnd: the last place at which a round may begin.
  mutating func decodeFast(
    _ output: UnsafeMutableRawPointer, _ start: Int, _ place: inout Int, _ fastEnd: Int
  ) -> FastOutcome {
    let litlen = UnsafePointer(tables.litlen)
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

    // Now 56 bits at least are in the buffer: a code of a length and of a distance
    // with their extra bits are 48.
    @inline(__always) func refill() {
      buffer |= next.loadUnaligned(as: UInt64.self).littleEndian &<< bits
      next += Int(truncatingIfNeeded: (63 &- bits) &>> 3 & 7)
      bits |= 56
    }
    @inline(__always) func look() -> UInt32 {
      litlen[DeflateTables.pairPlace &+ Int(truncatingIfNeeded: buffer & litlenMask)]
    }
    @inline(__always) func drop(_ cell: UInt32) {
      buffer = buffer &>> UInt64(truncatingIfNeeded: cell)
      bits = bits &- UInt64(truncatingIfNeeded: cell)
    }
    // Two are written whether there are none, one or two, rather than asking.
    @inline(__always) func putLiterals(_ cell: UInt32) {
      out.storeBytes(of: UInt16(truncatingIfNeeded: cell &>> 12).littleEndian, as: UInt16.self)
      out += Int(truncatingIfNeeded: cell &>> 29 & 3)
    }

    refill()
    var cell = look()
    while true {
      var saved = buffer
      drop(cell)
      if cell & DeflateCell.match == 0 {
        if cell < DeflateCell.literal {
          if cell & DeflateCell.link != 0 {
            cell = litlen[DeflateCell.place(cell, buffer)]
            saved = buffer
            drop(cell)
          }
          if cell < DeflateCell.literal {
            outcome = cell & DeflateCell.invalid != 0 ? .damaged : .endOfBlock
            break
          }
        }
        if cell & DeflateCell.match == 0 {
          putLiterals(cell)
          refill()
          cell = look()
          if out <= lastOut && next <= lastIn { continue }
          break
        }
      }
      putLiterals(cell)
      let length = Int(cell &>> 20 & 0x1FF) &+ DeflateCell.extra(cell, saved)
      cell = litlen[DeflateTables.distancePlace &+ Int(truncatingIfNeeded: buffer & distanceMask)]
      if cell & (DeflateCell.link | DeflateCell.invalid) != 0 {
        if cell & DeflateCell.link != 0 {
          drop(cell)
          cell = litlen[DeflateTables.distancePlace &+ DeflateCell.place(cell, buffer)]
        }
        if cell & DeflateCell.invalid != 0 {
          outcome = .damaged
          break
        }
      }
      saved = buffer
      drop(cell)
      let distance = Int(cell &>> 12) &+ DeflateCell.extra(cell, saved)
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
    // Without the minus sign, which is checked.
    var from = UnsafeRawPointer(to + (0 &- distance))
    @inline(__always) func copy16(_ offset: Int) {
      to.storeBytes(
        of: from.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self), toByteOffset: offset,
        as: SIMD16<UInt8>.self)
    }
    if distance >= 16 {
      // Most matches are shorter than 64 bytes, and asking how long costs more than copying.
      copy16(0)
      copy16(16)
      copy16(32)
      copy16(48)
      if length <= 64 { return }
      to += 64
      from += 64
      repeat {
        copy16(0)
        copy16(16)
        to += 32
        from += 32
      } while to < end
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
