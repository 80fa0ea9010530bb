import assert from 'node:assert/strict';
import mongoose, { Schema } from 'mongoose';
import { checkPulse, closeConnection, openConnection } from '../../src/storage/connection.js';
import { eachBackend } from '../support/backends.js';

const duplicate = { code: 11000 };

describe('openConnection', () => {
  eachBackend((_name, open) => {
    it('gives a connection of its own, and leaves mongoose’s default one closed', async () => {
      const [first, second] = [await open(), await open()];
      assert.ok(first instanceof mongoose.Connection);
      assert.equal(first.readyState, mongoose.ConnectionStates.connected);
      assert.equal(mongoose.connection.readyState, mongoose.ConnectionStates.disconnected);
      await first.collection('c').insertOne({ a: 1 });
      assert.equal(await second.collection('c').countDocuments({}), 0);
    });

    it('carries models: validation, defaults, nested documents, versions, timestamps', async () => {
      const connection = await open();
      const schema = new Schema(
        {
          name: { type: String, required: true },
          at: { type: Date, default: () => new Date(7) },
          items: [{ _id: false, k: Number }],
          choices: { type: Map, of: String },
        },
        { timestamps: true },
      );
      const Thing = connection.model('Thing', schema);
      const thing = await Thing.create({ name: 'a', items: [{ k: 1 }], choices: { x: 'y' } });
      await assert.rejects(Thing.create({}), { name: 'ValidationError' });

      thing.items.push({ k: 2 });
      thing.choices?.set('z', 'w');
      await thing.save();
      const found = await Thing.findById(thing.id).orFail();
      assert.deepEqual(found.toObject(), thing.toObject());
      assert.deepEqual(
        [...(found.choices ?? [])],
        [
          ['x', 'y'],
          ['z', 'w'],
        ],
      );
      assert.equal(found.at.getTime(), 7);
      assert.ok(found.updatedAt >= found.createdAt);
    });

    it('carries updates of models: casts, $setOnInsert defaults, lean results', async () => {
      const connection = await open();
      const Count = connection.model(
        'Count',
        new Schema({ _id: String, n: Number, kind: { type: String, default: 'new' } }),
      );
      const change = { $inc: { n: '2' as unknown as number } };
      const first = await Count.findOneAndUpdate({ _id: 'x' }, change, {
        upsert: true,
        returnDocument: 'after',
      }).lean();
      assert.deepEqual(first, { _id: 'x', n: 2, kind: 'new', __v: 0 });
      const { modifiedCount } = await Count.updateOne({ _id: 'x' }, { n: 5 });
      assert.equal(modifiedCount, 1);
      assert.deepEqual(
        await Count.find({ n: { $gt: '4' as unknown as number } }, { kind: 0, __v: 0 }).lean(),
        [{ _id: 'x', n: 5 }],
      );
      assert.equal((await Count.findOneAndDelete({ _id: 'x' }).lean())?.n, 5);
      assert.equal(await Count.estimatedDocumentCount(), 0);
    });

    it('carries optimistic concurrency: the second save of one version is refused', async () => {
      const connection = await open();
      const Sheet = connection.model('Sheet', new Schema({ n: Number }, { optimisticConcurrency: true }));
      const { id } = await Sheet.create({ n: 1 });
      const [mine, yours] = [await Sheet.findById(id).orFail(), await Sheet.findById(id).orFail()];
      await mine.set({ n: 2 }).save();
      await assert.rejects(yours.set({ n: 3 }).save(), { name: 'VersionError' });
      assert.equal((await Sheet.findById(id).orFail()).n, 2);
    });

    it('makes the indexes of a schema', async () => {
      const connection = await open();
      const schema = new Schema({ email: { type: String, unique: true }, at: { type: Date, expires: 60 } });
      schema.index({ at: -1, email: 1 });
      const User = connection.model('User', schema);
      await User.init();
      await User.createIndexes();
      assert.equal((await User.listIndexes()).length, 4);
      await User.collection.createIndex({ old: 1 });
      assert.deepEqual(await User.syncIndexes(), ['old_1']);
      await User.create({ email: 'a' });
      await assert.rejects(User.create({ email: 'a' }), duplicate);
      const many = User.insertMany([{ email: 'b' }, { email: 'a' }, { email: 'c' }], { ordered: false });
      await assert.rejects(many, duplicate);
      assert.equal(await User.countDocuments({ email: { $in: ['b', 'c'] } }), 2);
    });

    it('populates references and walks through results one by one', async () => {
      const connection = await open();
      const Author = connection.model('Author', new Schema({ name: String }));
      const Book = connection.model(
        'Book',
        new Schema({ n: Number, author: { type: Schema.Types.ObjectId, ref: 'Author' } }),
      );
      const author = await Author.create({ name: 'Ada' });
      await Book.insertMany([
        { n: 1, author },
        { n: 2, author },
      ]);
      const book = await Book.findOne({ n: 1 }).populate<{ author: { name: string } }>('author').orFail();
      assert.equal(book.author.name, 'Ada');
      const seen: unknown[] = [];
      for await (const { n } of Book.find().sort({ n: -1 }).cursor()) seen.push(n);
      assert.deepEqual(seen, [2, 1]);
    });

    it('saves several documents at once', async () => {
      const connection = await open();
      const Mark = connection.model('Mark', new Schema({ n: Number }));
      const marks = [new Mark({ n: 1 }), new Mark({ n: 2 })];
      await Mark.bulkSave(marks);
      marks[0]!.n = 10;
      await Mark.bulkSave(marks);
      assert.deepEqual(
        (await Mark.find().sort({ n: 1 }).lean()).map(({ n }) => n),
        [2, 10],
      );
    });

    it('answers a ping until it is closed', async () => {
      const connection = await open();
      await checkPulse(connection, new Date());
      await closeConnection(connection);
      await assert.rejects(checkPulse(connection, new Date()));
    });
  });

  it('rejects when no MongoDB answers', async () => {
    const uri = 'mongodb://127.0.0.1:9/attendus?serverSelectionTimeoutMS=50';
    const never = () => assert.fail('not the embedded store');
    const opening = openConnection({
      uri,
      dataDirectory: '',
      now: () => new Date(),
      onSlowQuery: never,
      onError: () => {},
    });
    await assert.rejects(opening, { name: 'MongooseServerSelectionError' });
  });
});
