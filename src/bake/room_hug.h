// Sheets that lie down (make_room.h). Built as taut skins over height maps, aponeuroses, fasciae and flat muscles stand some millimetres off what is
// beneath them; in a living body nothing but loose tissue of a millimetre is there. When all have made room, those whose rows have a `size/hug` sink,
// both faces alike and step by step, until they lie on the next thing inwards. Narrow furrows they bridge, and their ends stay where they hold.
#pragma once

#include "bake/room_together.h"

namespace dorsum::bake::room {

class Hugging {
public:
    // Of those bodies whose parts have a hug_mm; bodies and parts go by the same numbers.
    // beneath: what any of them may come to lie on.
    Hugging(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& beneath, int threads);
    // Adds pushes: each sheet a step inwards. Returns whether there were any.
    bool push(std::span<Body> bodies);

private:
    struct Sheet {
        std::size_t body;
        std::vector<float> left_mm; // per vertex: how far it may still sink
    };
    std::vector<float> steps(const Sheet& sheet, const RoomPart& part, const Body& body) const;

    std::span<const RoomPart> parts_;
    int threads_;
    std::vector<Sheet> sheets_;
    Together& beneath_;
};

} // namespace dorsum::bake::room
