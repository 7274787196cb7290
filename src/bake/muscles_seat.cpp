#include "bake/muscles_seat.h"

#include <algorithm>
#include <map>
#include <set>

namespace dorsum::bake::muscles {
namespace {

constexpr float k_reach_mm = 20;         // an end farther from its bone hangs on something else
constexpr float k_between_reach_mm = 8;  // a point between two bones may lie on a ligament
constexpr float k_proud = 0.3f;          // of the end's thickness: half of it sinks in, as into the periosteum

class Seats {
public:
    Seats(const BuildContext& context, const geometry::Bounds& near) : context_(context), near_(near) {}

    glm::vec3 seated(glm::vec3 p, const std::string& expression, float proud_mm) {
        const auto named = bones_of(expression);
        const std::set<std::string> bones(named.begin(), named.end());
        float least = bones.size() > 1 ? k_between_reach_mm : k_reach_mm;
        glm::vec3 best = p;
        for (const std::string& id : bones)
            if (const Obstacles* bone = find(id))
                bone->touching(p, least, glm::vec3(0), [&](const Obstacles::Touch& touch) {
                    if (std::abs(touch.depth_mm) >= least) return;
                    least = std::abs(touch.depth_mm);
                    best = p + touch.way * (touch.depth_mm + proud_mm);
                });
        return best;
    }

private:
    const Obstacles* find(const std::string& id) {
        const auto built = context_.built.find(id);
        if (built == context_.built.end()) return nullptr;
        const auto [at, fresh] = bones_.try_emplace(id);
        if (fresh) at->second.add(id, *built->second, {true, Obstacles::Lies::beside, true}, near_);
        return &at->second;
    }

    const BuildContext& context_;
    const geometry::Bounds& near_;
    std::map<std::string, Obstacles> bones_;
};

} // namespace

void seat_ends(Path& path, const Row& row, const BuildContext& context, const geometry::Bounds& near) {
    Seats seats(context, near);
    const float proud = k_proud * float(std::min(row.tendon_mm, row.thickness_mm.front()));
    for (std::size_t i = 0; i < path.origin.size() && !row.midline; ++i)
        path.origin[i] = seats.seated(path.origin[i], row.origin[i], proud);
    for (std::size_t i = 0; i < path.insertion.size(); ++i)
        path.insertion[i] = seats.seated(path.insertion[i], row.insertion[i], proud);
}

} // namespace dorsum::bake::muscles
