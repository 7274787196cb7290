// Sheets that are taut (make_room.h). An aponeurosis or a fascia under tension bends over what it lies on and spans
// what is hollow between; it does not follow each furrow. When sheets have lain down (room_hug.h) and covers were
// lifted over what showed through, the tendinous part of those whose rows have a `size/taut` gives up every bend that
// is narrower than the row says, outwards or, where there is room, inwards. It keeps its large form, its thickness, its
// ends, and its distance to what lies beneath and above. A sheet that is flesh besides and swells (longissimus) has its
// turn earlier: before what lies beneath it swells (room_swell.h).
#pragma once

#include "bake/room_together.h"

namespace dorsum::bake::room {

class Tautening {
public:
    // Of those bodies whose parts have a taut_mm, and a swell_mm or not; bodies and parts go by the same numbers.
    // around: what any of them may come to lie on, or under.
    Tautening(std::span<const RoomPart> parts, std::span<const Body> bodies, Together& around, int threads, bool swelling);
    // Adds pushes: each sheet into its fair form. Returns whether there were any.
    bool push(std::span<Body> bodies);

private:
    struct Sheet {
        std::size_t body;
        std::vector<float>
            share; // per vertex: of what it should, it moves so much; 0 at ends and where the belly begins
        std::vector<std::uint32_t> moving = {}; // vertices whose share is not 0
        std::vector<float> out_mm = {}; // per vertex: how far it went in all
    };
    struct Way {
        float least_mm = 0, most_mm = 0; // inwards (negative) and outwards
    };
    std::vector<Way> free_ways(const Sheet& sheet, const RoomPart& part, const Body& body) const;
    float free_mm(glm::vec3 p, glm::vec3 way, std::size_t own, bool outwards) const;
    std::vector<float> fair(const Sheet& sheet, const RoomPart& part, const Body& body) const;

    std::span<const RoomPart> parts_;
    int threads_;
    std::vector<Sheet> sheets_;
    Together& around_;
};

} // namespace dorsum::bake::room
