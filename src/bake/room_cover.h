// Where what lies beneath a cover still shows outside it (make_room.h), and how far the cover must be lifted there. It is asked time and
// again while both are moved a little here and there: an answer holds as long as nothing has moved where its question looked.
#pragma once

#include "bake/room_body.h"

#include <utility>

namespace dorsum::bake::room {

using Lifts = std::vector<std::pair<std::uint32_t, float>>; // vertices, each to be lifted by so many mm

// Which places something has moved through, in cubes of some millimetres.
class MovedPlaces {
public:
    struct Moved {
        geometry::Bounds box;
        std::uint8_t who; // a bit
    };
    MovedPlaces() = default;
    explicit MovedPlaces(const std::vector<Moved>& all);
    // Whether any of these moved in a box, or close by.
    bool any(const geometry::Bounds& box, std::uint8_t of) const;

private:
    template <class Visit> bool visit(const geometry::Bounds& box, const Visit& stop) const;
    glm::vec3 low_{0};
    glm::ivec3 size_{0};
    std::vector<std::uint8_t> who_; // x fastest
};

class Cover {
public:
    // Notes what has moved since the last time.
    void look(const Body& outer, const Body& inner);
    // What is asked, in pieces for several threads; both bodies as they were when one looked.
    std::size_t pieces() const { return answers_.size(); }
    void ask(const Body& outer, const Body& inner, std::size_t piece);
    void add_to(Lifts& all) const;

private:
    struct Lift {
        std::uint32_t question, vertex;
        float mm;
    };
    struct Answers {
        geometry::Bounds looked; // where any of the questions looked
        std::vector<Lift> lifts; // question by question; most ask for none
    };
    struct Place { // that a question is about
        glm::vec3 at;
        bool moved;
        std::optional<std::uint32_t> outer_vertex; // if it is one
    };
    std::optional<Place> place(const Body& outer, const Body& inner, std::size_t question) const;
    static void answer(const Body& outer, const Body& inner, const Place& place, glm::vec3 out, std::uint32_t question, std::vector<Lift>& lifts);

    std::size_t questions_ = 0;
    std::vector<Answers> answers_; // piece by piece; none while the two are far apart
    std::vector<glm::vec3> outer_was_, inner_was_;
    std::vector<char> outer_moved_, inner_moved_; // per vertex
    MovedPlaces moved_;
};

} // namespace dorsum::bake::room
