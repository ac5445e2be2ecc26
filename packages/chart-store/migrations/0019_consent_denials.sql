-- A patient who denies something has a row in care too, under a number that is no key: one look-up tells of both. Whoever finds it asks the rules.
insert into care (rid, pt, actor, lo, hi)
  select rid, pt, (-9223372036854775808)::int8, coalesce(lo, -1000000000000000), coalesce(hi, 1000000000000000)
  from consent_rule where effect = 'deny';

-- As before, with a first look: most denials are of others, for other purposes, or of other types.
create or replace function consent_allows(
  v_rid int8, v_tk int8, v_tid int2, v_sd int8, v_pt int8, v_vis int4, v_body text, -- of the version
  p_actors text[], p_action text, p_purposes text[], p_denied text[], p_needs text[], p_urgent boolean, p_authors int4[]
) returns boolean language plpgsql stable as $$
declare
  own text[] := coalesce((select k.labels from access_class k where k.vis = v_vis), '{}');
  levelled text[] := case when own && array['R', 'V'] then own else own || text 'N' end;
  now_ms int8 := (extract(epoch from now()) * 1000)::int8;
begin
  if not own && p_needs and not exists (
    select from consent_rule q
    where q.pt = v_pt and q.effect = 'deny'
      and coalesce(q.lo <= now_ms, true) and coalesce(q.hi >= now_ms, true)
      and coalesce(q.actors && p_actors, true)
      and coalesce(p_action = any(q.actions), true)
      and coalesce(q.purposes && p_denied, true)
      and coalesce(q.labels && levelled, true)
      and (q.classes is null or array_to_string(q.classes, ' ') like '%|%'
        or exists (select from resource_type y where y.tid = v_tid and y.name = any(q.classes)))
  ) then
    return true;
  end if;
  return (
    with rules as materialized (
      select q.* from consent_rule q
      where q.pt = v_pt
        and coalesce(q.lo <= now_ms, true) and coalesce(q.hi >= now_ms, true)
        and coalesce(q.actors && p_actors, true)
        and coalesce(p_action = any(q.actions), true)
        and coalesce(q.purposes && case q.effect when 'deny' then p_denied else p_purposes end, true)
        and coalesce(q.labels && levelled, true)
    ), coded as materialized ( -- read only when a rule asks for it
      select array(select concat(o ->> 'system', '|', o ->> 'code')
        from jsonb_path_query(nullif(v_body, '')::jsonb - 'meta', '$.** ? (exists (@.code))') o where jsonb_typeof(o) = 'object') as codes,
        array(select y.name from resource_type y where y.tid = v_tid
          union all select 'urn:ietf:rfc:3986|' || split_part(p #>> '{}', '|', 1) from jsonb_path_query(nullif(v_body, '')::jsonb, '$.meta.profile[*]') p
          union all select 'urn:ietf:bcp:13|' || (t #>> '{}') from jsonb_path_query(nullif(v_body, '')::jsonb, '$.**.contentType') t) as classes
      where exists (select from rules r where r.classes is not null or r.codes is not null)
    ), a as materialized (
      select q.consent, q.rule, q.within, q.effect, q.names, q.urgent from rules q
      where (q.classes is null or exists (select from coded c where q.classes && c.classes or q.classes && c.codes))
        and (q.codes is null or exists (select from coded c where q.codes && c.codes))
        and (q.data_lo is null and q.data_hi is null or case q.effect
          when 'deny' then not exists (select from dat d where d.rid = v_rid) or exists (
            select from dat d where d.rid = v_rid and coalesce(d.hi >= to_timestamp(q.data_lo / 1000.0), true)
              and coalesce(d.lo <= to_timestamp(q.data_hi / 1000.0), true))
          else v_sd > -4611686018427387904 and coalesce(v_sd / 1000 >= q.data_lo, true) and coalesce(v_sd / 1000 <= q.data_hi, true) end)
        and (q.data is null or exists (
          select from jsonb_to_recordset(q.data) e(meaning text, tk int8) where case e.meaning
            when 'authoredby' then exists (select from ref f where f.rid = v_rid and f.tk = e.tk and f.p = any(p_authors))
            when 'related' then e.tk = v_tk or exists (select from res s join ref f on f.rid = s.rid where s.tk = e.tk and f.tk = v_tk)
            when 'dependents' then e.tk = v_tk or exists (select from ref f where f.rid = v_rid and f.tk = e.tk)
            else e.tk = v_tk end))
    ), w as materialized ( -- with all those around them
      select a.* from a where a.within <@ array(select o.rule from a o where o.consent = a.consent)
    ), l as materialized ( -- the innermost: each decides for its part
      select w.* from w where not exists (select from w n where n.consent = w.consent and n.within[cardinality(n.within)] = w.rule)
    )
    select not exists (
        select from l where l.effect = 'deny' and (not p_urgent or l.urgent
          or exists (select from a o where o.consent = l.consent and o.rule = any(l.within) and o.urgent)))
      and not exists (
        select from unnest(p_needs) n(label) where n.label = any(own)
          and not exists (select from l where l.effect = 'permit' and n.label = any(l.names))));
end $$;
